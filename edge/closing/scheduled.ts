import { type Sql, withWorkspace } from "@db/tx.ts";
import { lockConversation, ticketById, type TicketFact } from "../facts/conversation.ts";
import { type By, record } from "../facts/record.ts";
import type { Place } from "../facts/say.ts";
import { enqueuer, type Jobs } from "../jobs/jobs.ts";
import { closeTicket } from "./close_ticket.ts";
import { eachDue } from "./each_due.ts";
import { checkClosingFields } from "./fields.ts";

export type ClosingDeps = { sql: Sql; jobs: Jobs; committed: () => void };

/**
 * CLS-07: closes a ticket whose time has come, in its own transaction. Job and sweep come at least once and on any
 * node; who gets the conversation's lock second finds it closed, cancelled or moved to later, and does nothing.
 */
export async function closeDue(deps: ClosingDeps, workspaceId: string, ticketId: string): Promise<void> {
  const batch = deps.jobs.batch();
  await withWorkspace(deps.sql, workspaceId, async (tx) => {
    const [place] = await tx<{ conversation_id: string }[]>`select conversation_id from tickets where id = ${ticketId}`;
    const conversation = place && await lockConversation(tx, place.conversation_id);
    if (!conversation) return;
    const [due] = await tx`select 1 from tickets where id = ${ticketId} and closing_at <= clock_timestamp()`;
    if (!due) return;
    const ticket = (await ticketById(tx, ticketId))!;
    await closeScheduled({ tx, workspaceId, conversation, ticket, enqueue: enqueuer(batch, tx) });
  });
  batch.committed();
  deps.committed();
}

/** With the message that was in the box when it was scheduled, in the name of who scheduled it. */
export async function closeScheduled(place: Place): Promise<void> {
  const { tx, ticket } = place;
  const fields = await checkClosingFields(tx, ticket.id, {});
  const author: By = ticket.closing_by ? { kind: "member", id: ticket.closing_by } : { kind: "system" };
  await closeTicket(place, {
    by: { kind: "system" },
    closedBy: ticket.closing_by,
    reason: "scheduled",
    fieldsPending: fields.ok && fields.missing.length > 0,
    words: { text: ticket.closing_message ?? "", origin: "closing", by: author },
  });
}

/** CLS-06, CLS-08: by the contact's message, or by hand. */
export async function cancelClosing(place: Pick<Place, "tx" | "workspaceId" | "ticket">, by: By): Promise<void> {
  const { tx, workspaceId, ticket } = place;
  await tx`
    update tickets set closing_at = null, closing_on_reply = null, closing_message = null, closing_by = null
    where id = ${ticket.id}`;
  // it suspended the inactivity timer, which begins anew.
  await tx`
    update conversations set answered_at = clock_timestamp(), noticed_at = null
    where id = ${ticket.conversation_id} and answered_at is not null`;
  await record(tx, workspaceId, by, "closing_cancelled", about(ticket), { at: ticket.closing_at }, {});
}

/** Those whose job was lost, or fell due while nobody ran. */
export async function closeOverdue(deps: ClosingDeps): Promise<void> {
  const due = await deps.sql<{ id: string; workspace_id: string }[]>`
    select id, workspace_id from tickets where closing_at <= clock_timestamp() order by closing_at limit 500`;
  await eachDue(due, (ticket) => closeDue(deps, ticket.workspace_id, ticket.id));
}

function about(ticket: TicketFact) {
  return { conversationId: ticket.conversation_id, ticketId: ticket.id, contactId: ticket.contact_id };
}
