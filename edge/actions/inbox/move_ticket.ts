import type { EventType } from "@domain/event.ts";
import { move, type TicketMove } from "@domain/ticket.ts";
import type { TicketFact } from "../../facts/conversation.ts";
import { record } from "../../facts/record.ts";
import { saveState } from "../../facts/ticket.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";

const MOVED: Record<TicketMove["type"], EventType> = {
  assume: "ticket_taken",
  forward_agent: "ticket_transferred",
  forward_department: "ticket_transferred",
  transfer: "ticket_transferred",
  return_to_queue: "ticket_returned",
  pause: "ticket_paused",
  resume: "ticket_resumed",
  close: "ticket_closed",
  reopen: "ticket_reopened",
};

/** Applies a move of the state machine to a ticket whose conversation is locked: state, then the event. */
export async function moveTicket(ctx: Context, ticket: TicketFact, to: TicketMove): Promise<Outcome> {
  const next = move(ticket, to);
  if (!next.ok) return await explain(ctx, ticket, next.code);
  await saveState(ctx.tx, ticket, next.state, ctx.member.id);
  await record(
    ctx.tx,
    ctx.member.workspaceId,
    { kind: "member", id: ctx.member.id },
    MOVED[to.type],
    { conversationId: ticket.conversation_id, ticketId: ticket.id, contactId: ticket.contact_id },
    shown(ticket),
    shown(next.state),
  );
  return DONE;
}

/** A refusal says who and when, so that its author knows what happened (look.md "refused"). */
async function explain(ctx: Context, ticket: TicketFact, code: Parameters<typeof refused>[0]): Promise<Outcome> {
  if (code === "already_assigned") {
    const [taken] = await ctx.tx<{ at: string }[]>`
      select iso(at) as at from events where ticket_id = ${ticket.id}
        and type in ('ticket_taken', 'ticket_transferred', 'ticket_opened', 'ticket_reopened') order by at desc limit 1`;
    return refused(code, { agentId: ticket.agent_id, at: taken?.at ?? null });
  }
  if (code === "ticket_closed") return refused(code, { memberId: ticket.closed_by, at: ticket.closed_at });
  return refused(code);
}

function shown(state: { status: string; agent_id: string | null; department_id: string | null }) {
  return { status: state.status, agent_id: state.agent_id, department_id: state.department_id };
}
