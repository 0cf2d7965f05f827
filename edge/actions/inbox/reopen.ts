import type { Actions } from "@domain/action.ts";
import { type Context, type Outcome, refused } from "../context.ts";
import { moveTicket } from "./move_ticket.ts";
import { ticketToMove } from "./ticket_access.ts";

/**
 * keeps ticket and protocol; to the queue, or to who reopens. Only the conversation's latest ticket: an older one
 * would stand beside an open one.
 */
export async function reopen(ctx: Context, input: Actions["ticket.reopen"]): Promise<Outcome> {
  const seen = await ticketToMove(ctx, input.ticketId, "chat.reopen");
  if (!seen.ok) return seen.outcome;
  if (seen.conversation.ticket_id !== seen.ticket.id) {
    return refused("conversation_exists", {
      conversationId: seen.conversation.id,
      ticketId: seen.conversation.ticket_id,
    });
  }
  return await moveTicket(ctx, seen.ticket, { type: "reopen", agentId: input.assume ? ctx.member.id : undefined });
}
