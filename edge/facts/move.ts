import type { EventType } from "@domain/event.ts";
import { move, type MoveRefusal, type TicketMove, type TicketState } from "@domain/ticket.ts";
import type { Tx } from "@db/tx.ts";
import type { TicketFact } from "./conversation.ts";
import { notify } from "./notify.ts";
import { type By, record } from "./record.ts";
import { saveState } from "./ticket.ts";

const MOVED: Record<TicketMove["type"], EventType> = {
  assume: "ticket_taken",
  forward_agent: "ticket_transferred",
  forward_department: "ticket_transferred",
  transfer: "ticket_transferred",
  return_to_queue: "ticket_returned",
  pause: "ticket_paused",
  resume: "ticket_resumed",
  close: "ticket_closed",
  archive: "ticket_archived",
  restore: "ticket_restored",
  reopen: "ticket_reopened",
};

/** `closedBy`: in whose name, when it is nobody's hand; `more` goes into the event. */
export type Mover = { by: By; closedBy?: string | null; more?: Record<string, unknown> };

/**
 * Applies a move of the state machine to a ticket whose conversation is locked: state, then the event. Answers why it
 * is not possible from where the ticket stands, else nothing.
 */
export async function applyMove(
  tx: Tx,
  workspaceId: string,
  ticket: TicketFact,
  to: TicketMove,
  { by, closedBy = by.kind === "member" ? by.id : null, more = {} }: Mover,
): Promise<MoveRefusal | undefined> {
  const next = move(ticket, to);
  if (!next.ok) return next.code;
  await saveState(tx, ticket, next.state, closedBy);
  const about = { conversationId: ticket.conversation_id, ticketId: ticket.id, contactId: ticket.contact_id };
  await record(tx, workspaceId, by, MOVED[to.type], about, shown(ticket), { ...shown(next.state), ...more });
  await tellOfMove(tx, workspaceId, ticket, next.state, by);
  return undefined;
}

/** NOT-02: the agent it was given to by somebody else; and who follows it, that it is closed. */
async function tellOfMove(tx: Tx, workspaceId: string, ticket: TicketFact, to: TicketState, by: By): Promise<void> {
  const actorId = by.kind === "member" ? by.id : null;
  const news = { conversationId: ticket.conversation_id, ticketId: ticket.id, actorId };
  if (to.agent_id !== null && to.agent_id !== ticket.agent_id) {
    await notify(tx, workspaceId, [to.agent_id], { ...news, kind: "assigned" });
  }
  if (to.status === "closed" && ticket.status !== "closed") {
    await notify(tx, workspaceId, ticket.follower_ids, { ...news, kind: "closed" });
  }
}

function shown(state: { status: string; agent_id: string | null; department_id: string | null }) {
  return { status: state.status, agent_id: state.agent_id, department_id: state.department_id };
}
