import type { Actions } from "@domain/action.ts";
import { CAPABILITIES, type Channel } from "@domain/channel.ts";
import { isGroup } from "@domain/group.ts";
import type { MessageStatus } from "@domain/message.ts";
import { canAnswer } from "@domain/policy.ts";
import { mayWriteFreely } from "@domain/window.ts";
import { whyUnreachable } from "../../facts/reachable.ts";
import { record } from "../../facts/record.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { conversationInSight } from "./ticket_access.ts";

type MessageFact = {
  id: string;
  conversation_id: string;
  ticket_id: string | null;
  direction: string;
  kind: string;
  status: MessageStatus;
  channel: Channel;
};

/** A failed message, or one whose fate is unknown, goes out again because a person said so. */
export async function retry(ctx: Context, input: Actions["message.retry"]): Promise<Outcome> {
  const found = await messageToSettle(ctx, input.messageId);
  if (!found.ok) return found.outcome;
  const { message, conversation } = found;
  const unreachable = await whyUnreachable(ctx.tx, conversation);
  if (unreachable && unreachable.code !== "connection_off") return unreachable;
  if (message.kind !== "template" && !mayWriteFreely(conversation, Date.now())) {
    return refused("window_closed", { since: conversation.free_text_until });
  }
  await setStatus(ctx, message, "queued");
  await record(
    ctx.tx,
    ctx.member.workspaceId,
    { kind: "member", id: ctx.member.id },
    "message_retried",
    aboutMessage(message),
    { status: message.status },
    { status: "queued", messageId: message.id },
  );
  await ctx.enqueue("deliver", { workspaceId: ctx.member.workspaceId, conversationId: conversation.id });
  return DONE;
}

/** "Já chegou": a person knows that an unknown message arrived. */
export async function settle(ctx: Context, input: Actions["message.settle"]): Promise<Outcome> {
  const found = await messageToSettle(ctx, input.messageId);
  if (!found.ok) return found.outcome;
  await setStatus(ctx, found.message, "sent");
  await record(
    ctx.tx,
    ctx.member.workspaceId,
    { kind: "member", id: ctx.member.id },
    "message_settled",
    aboutMessage(found.message),
    { status: found.message.status },
    { status: "sent", messageId: found.message.id },
  );
  return DONE;
}

async function messageToSettle(ctx: Context, messageId: string) {
  const no = (outcome: Outcome) => ({ ok: false as const, outcome });
  const message = await messageById(ctx, messageId);
  const conversation = message && await conversationInSight(ctx, message.conversation_id);
  if (!message || !conversation) return no(refused("not_found", { what: "message" }));
  if (!canAnswer(ctx.member, conversation)) return no(refused("forbidden", { permission: "chat.answerOthers" }));
  if (message.direction !== "out" || (message.status !== "failed" && message.status !== "unknown")) {
    return no(
      refused("bad_input", { field: "messageId", reason: `nothing to settle: current status is ${message.status}` }),
    );
  }
  return { ok: true as const, message, conversation };
}

async function setStatus(ctx: Context, message: MessageFact, status: MessageStatus): Promise<void> {
  // A new attempt will have a provider's id of its own; receipts of the old one name our id as well.
  await ctx.tx`
    update messages set status = ${status}, error_code = null, error_text = null, attempts = 0, attempted_at = null,
      provider_id = case when ${status === "queued"} then null else provider_id end
    where id = ${message.id}`;
  await ctx
    .tx`update conversations set last_status = ${status} where id = ${message.conversation_id} and last_message_id = ${message.id}`;
}

/** Reacts to a message of the contact (or takes it back with an empty emoji); on channels that carry reactions. */
export async function react(ctx: Context, input: Actions["message.react"]): Promise<Outcome> {
  const message = await messageById(ctx, input.messageId);
  const conversation = message && await conversationInSight(ctx, message.conversation_id);
  if (!message || !conversation) return refused("not_found", { what: "message" });
  if (!canAnswer(ctx.member, conversation)) return refused("forbidden", { permission: "chat.answerOthers" });
  if (message.direction !== "internal" && isGroup(conversation)) return refused("not_in_group");
  if (message.direction !== "internal" && !CAPABILITIES[message.channel].reactions) {
    return refused("bad_input", {
      field: "messageId",
      reason: `this channel carries no reactions: ${message.channel}`,
    });
  }
  const unreachable = message.direction === "internal" ? undefined : await whyUnreachable(ctx.tx, conversation);
  if (unreachable?.code === "contact_blocked") return unreachable;
  const mine = ctx.member.id;
  await ctx.tx`
    update messages set reactions = ${
    input.emoji === ""
      ? ctx.tx`reactions - ${mine}::text`
      : ctx.tx`reactions || jsonb_build_object(${mine}::text, ${input.emoji}::text)`
  }
    where id = ${message.id}`;
  await record(ctx.tx, ctx.member.workspaceId, { kind: "member", id: mine }, "reacted", aboutMessage(message), {}, {
    messageId: message.id,
    emoji: input.emoji,
  });
  if (message.direction === "in") {
    await ctx.enqueue("react", { workspaceId: ctx.member.workspaceId, messageId: message.id, emoji: input.emoji });
  }
  return DONE;
}

export async function messageById(ctx: Context, id: string): Promise<MessageFact | undefined> {
  const [row] = await ctx.tx<MessageFact[]>`
    select m.id, m.conversation_id, m.ticket_id, m.direction, m.kind, m.status, c.channel
    from messages m join conversations c on c.id = m.conversation_id where m.id = ${id}`;
  return row;
}

export function aboutMessage(message: MessageFact) {
  return { conversationId: message.conversation_id, ticketId: message.ticket_id };
}
