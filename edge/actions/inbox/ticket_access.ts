import { canManage, canSeeConversation, type Permission } from "@domain/policy.ts";
import { isGroup } from "@domain/group.ts";
import type { ConversationFact, TicketFact } from "../../facts/conversation.ts";
import { lockConversation, ticketById } from "../../facts/conversation.ts";
import { type Context, type Outcome, refused } from "../context.ts";

type Access = { ok: true; conversation: ConversationFact; ticket: TicketFact } | { ok: false; outcome: Outcome };

/**
 * A ticket to be moved, with its conversation locked. What the member may not see does not exist for them
 * (`not_found`); what they see but may not move is `forbidden`.
 */
export async function ticketToMove(ctx: Context, ticketId: string, permission: Permission): Promise<Access> {
  const seen = await ticketInSight(ctx, ticketId);
  if (!seen.ok) return seen;
  // there is nothing to take, to hand on, to put away or to close.
  if (isGroup(seen.conversation)) return no(refused("not_in_group"));
  if (!canManage(ctx.member, seen.conversation, permission)) return no(refused("forbidden", { permission }));
  return seen;
}

export async function ticketInSight(ctx: Context, ticketId: string): Promise<Access> {
  const found = await ticketById(ctx.tx, ticketId);
  const conversation = found && await lockConversation(ctx.tx, found.conversation_id);
  if (!conversation || !canSeeConversation(ctx.member, conversation)) {
    return no(refused("not_found", { what: "ticket" }));
  }
  // Read again: the lock is on the conversation, and the ticket may have moved while we waited for it.
  return { ok: true, conversation, ticket: (await ticketById(ctx.tx, ticketId))! };
}

export async function conversationInSight(ctx: Context, conversationId: string): Promise<ConversationFact | undefined> {
  const conversation = await lockConversation(ctx.tx, conversationId);
  return conversation && canSeeConversation(ctx.member, conversation) ? conversation : undefined;
}

function no(outcome: Outcome): { ok: false; outcome: Outcome } {
  return { ok: false, outcome };
}
