import type { TicketMove } from "@domain/ticket.ts";
import type { ConversationFact, TicketFact } from "../../facts/conversation.ts";
import { applyMove } from "../../facts/move.ts";
import type { Place } from "../../facts/say.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";

/** Applies a move of the state machine to a ticket whose conversation is locked. */
export async function moveTicket(ctx: Context, ticket: TicketFact, to: TicketMove): Promise<Outcome> {
  const by = { kind: "member" as const, id: ctx.member.id };
  const refusal = await applyMove(ctx.tx, ctx.member.workspaceId, ticket, to, { by });
  return refusal ? await explain(ctx, ticket, refusal) : DONE;
}

/** A refusal says who and when, so that its author knows what happened (look.md "refused"). */
export async function explain(
  ctx: Context,
  ticket: TicketFact,
  code: Parameters<typeof refused>[0],
): Promise<Outcome> {
  if (code === "already_assigned") {
    const [taken] = await ctx.tx<{ at: string }[]>`
      select iso(at) as at from events where ticket_id = ${ticket.id}
        and type in ('ticket_taken', 'ticket_transferred', 'ticket_opened', 'ticket_reopened') order by at desc limit 1`;
    return refused(code, { agentId: ticket.agent_id, at: taken?.at ?? null });
  }
  if (code === "ticket_closed") return refused(code, { memberId: ticket.closed_by, at: ticket.closed_at });
  return refused(code);
}

/** The ticket as what happens to it besides an action's own doing wants it. */
export function placeOf(ctx: Context, seen: { conversation: ConversationFact; ticket: TicketFact }): Place {
  const { conversation, ticket } = seen;
  return { tx: ctx.tx, workspaceId: ctx.member.workspaceId, conversation, ticket, enqueue: ctx.enqueue };
}
