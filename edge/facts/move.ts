import type { EventType } from "@domain/event.ts";
import { move, type MoveRefusal, type TicketMove } from "@domain/ticket.ts";
import type { Tx } from "@db/tx.ts";
import type { TicketFact } from "./conversation.ts";
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
  return undefined;
}

function shown(state: { status: string; agent_id: string | null; department_id: string | null }) {
  return { status: state.status, agent_id: state.agent_id, department_id: state.department_id };
}
