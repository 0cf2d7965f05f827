import type { EventType } from "@domain/event.ts";
import { newId } from "@domain/ids.ts";
import type { TicketState } from "@domain/ticket.ts";
import { createDocument } from "@db/documents/create.ts";
import type { Tx } from "@db/tx.ts";
import { ticketSeed } from "@sync/doc/ticket_doc.ts";
import type { ConversationFact, TicketFact } from "./conversation.ts";
import { ticketById } from "./conversation.ts";
import { nextProtocol } from "./protocol.ts";
import { type By, record } from "./record.ts";

/** Writes a ticket's new state, and with it where its conversation stands. Times follow from the status. */
export async function saveState(
  tx: Tx,
  ticket: TicketFact,
  state: TicketState,
  closedBy: string | null,
): Promise<void> {
  const closing = state.status === "closed" && ticket.status !== "closed";
  const queued = state.status === "waiting" && ticket.status !== "waiting";
  const reopened = state.status !== "closed" && ticket.status === "closed";
  // a pause suspends the inactivity timer, which begins anew after it.
  const resumed = ticket.status === "paused" && state.status !== "paused";
  const ended = state.status === "closed";
  const started = state.status === "in_progress" && ticket.status !== "in_progress" && ticket.status !== "paused";
  // closing clears the assignment and keeps a snapshot of it.
  const lastAgent = closing ? ticket.agent_id : ticket.last_agent_id;
  const lastDepartment = closing ? ticket.department_id : ticket.last_department_id;
  await tx`
    update tickets set status = ${state.status}, agent_id = ${state.agent_id}, department_id = ${state.department_id},
      archived_at = ${state.archived_at}, snoozed_until = ${state.snoozed_until},
      snoozed_by = case when ${
    state.snoozed_until !== null
  } then snoozed_by end, last_agent_id = ${lastAgent}, last_department_id = ${lastDepartment},
      queued_at = case when ${queued} then clock_timestamp() else queued_at end,
      started_at = case when ${started} then clock_timestamp() else started_at end,
      closed_at = case when ${closing} then clock_timestamp() when ${
    state.status !== "closed"
  } then null else closed_at end,
      closed_by = ${state.status === "closed" ? (closing ? closedBy : ticket.closed_by) : null},
      closing_at = case when ${ended} then null else closing_at end,
      closing_on_reply = case when ${ended} then null else closing_on_reply end,
      closing_message = case when ${ended} then null else closing_message end,
      closing_by = case when ${ended} then null else closing_by end,
      fields_pending = fields_pending and ${ended},
      rating_until = case when ${reopened} then null else rating_until end
    where id = ${ticket.id}`;
  // A closed conversation stays where it was last: its history remains visible to who attended it.
  const agent = state.status === "closed" ? lastAgent : state.agent_id;
  const department = state.status === "closed" ? lastDepartment : state.department_id;
  await tx`
    update conversations set agent_id = ${agent}, department_id = ${department},
      waiting_since = case when ${ended} then null else waiting_since end,
      answered_at = case when ${ended} then null when ${resumed} and answered_at is not null then clock_timestamp()
        else answered_at end,
      noticed_at = case when ${ended || resumed} then null else noticed_at end
    where id = ${ticket.conversation_id} and ticket_id = ${ticket.id}`;
}

export type Opening = {
  id?: string | undefined;
  state: Pick<TicketState, "status" | "agent_id" | "department_id">;
  by: By;
  /** STA-09: what its card says from the beginning, for the event. */
  card?: Record<string, unknown>;
  /** What the timeline calls it, when that is no opening. */
  event?: EventType;
};

/**
 * Opens a ticket in a conversation whose last one is closed (or that has none): protocol, document with its seed,
 * event. The caller holds the conversation's lock.
 */
export async function openTicket(
  tx: Tx,
  workspaceId: string,
  conversation: ConversationFact,
  opening: Opening,
): Promise<TicketFact> {
  const id = opening.id ?? newId();
  const { status, agent_id, department_id } = opening.state;
  const protocol = await nextProtocol(tx, workspaceId);
  await tx`
    insert into tickets (id, workspace_id, conversation_id, contact_id, connection_id, protocol, status, agent_id,
      department_id, queued_at, started_at)
    values (${id}, ${workspaceId}, ${conversation.id}, ${conversation.contact_id}, ${conversation.connection_id},
      ${protocol}, ${status}, ${agent_id}, ${department_id},
      case when ${status === "waiting"} then clock_timestamp() end,
      case when ${status === "in_progress"} then clock_timestamp() end)`;
  await createDocument(tx, { kind: "ticket", id, workspaceId, seed: ticketSeed(newId()) });
  await tx`
    update conversations set ticket_id = ${id}, agent_id = ${agent_id}, department_id = ${department_id}
    where id = ${conversation.id}`;
  await record(
    tx,
    workspaceId,
    opening.by,
    opening.event ?? "ticket_opened",
    { conversationId: conversation.id, ticketId: id, contactId: conversation.contact_id },
    {},
    { protocol, status, agent_id, department_id, ...opening.card },
  );
  return (await ticketById(tx, id))!;
}
