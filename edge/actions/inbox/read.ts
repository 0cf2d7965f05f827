import type { Actions } from "@domain/action.ts";
import { record } from "../../facts/record.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { conversationInSight, ticketInSight } from "./ticket_access.ts";

/** LOG-01: who opened the ticket and when (once per member, ticket and hour). Peeking is written too, and marks nothing read. */
export async function open(ctx: Context, input: Actions["ticket.open"]): Promise<Outcome> {
  const seen = await ticketInSight(ctx, input.ticketId);
  if (!seen.ok) return seen.outcome;
  const { id, workspaceId } = ctx.member;
  const [recent] = await ctx.tx`
    select 1 from events where ticket_id = ${input.ticketId} and type = 'ticket_viewed' and actor_id = ${id}
      and at > clock_timestamp() - interval '1 hour' limit 1`;
  if (!recent) {
    await record(
      ctx.tx,
      workspaceId,
      { kind: "member", id },
      "ticket_viewed",
      { conversationId: seen.conversation.id, ticketId: seen.ticket.id, contactId: seen.conversation.contact_id },
      {},
      { peek: input.peek },
    );
  }
  if (!input.peek && seen.conversation.unread > 0) await markRead(ctx, seen.conversation.id);
  return DONE;
}

/** INB-10, INB-11: read by anybody of the team is read. Messages that came after `messageId` stay unread. */
export async function read(ctx: Context, input: Actions["conversation.read"]): Promise<Outcome> {
  const conversation = await conversationInSight(ctx, input.conversationId);
  if (!conversation) return refused("not_found", { what: "conversation" });
  if (conversation.unread > 0) await markRead(ctx, conversation.id, input.messageId);
  return DONE;
}

async function markRead(ctx: Context, conversationId: string, upTo?: string): Promise<void> {
  await ctx.tx`
    update conversations set unread = ${
    upTo
      ? ctx.tx`(select count(*) from messages m where m.conversation_id = ${conversationId} and m.direction = 'in'
          and (m.created_at, m.id) > (select created_at, id from messages where id = ${upTo} and conversation_id = ${conversationId}))`
      : ctx.tx`0`
  } where id = ${conversationId}`;
  await ctx.enqueue("mark_read", { workspaceId: ctx.member.workspaceId, conversationId });
}

/** INB-13. */
export async function unread(ctx: Context, input: Actions["conversation.unread"]): Promise<Outcome> {
  const conversation = await conversationInSight(ctx, input.conversationId);
  if (!conversation) return refused("not_found", { what: "conversation" });
  if (conversation.unread === 0) {
    await ctx.tx`update conversations set unread = 1 where id = ${conversation.id}`;
    await record(
      ctx.tx,
      ctx.member.workspaceId,
      { kind: "member", id: ctx.member.id },
      "marked_unread",
      { conversationId: conversation.id, ticketId: conversation.ticket_id },
    );
  }
  return DONE;
}
