import type { Actions } from "@domain/action.ts";
import { carriedToGroup, isGroup } from "@domain/group.ts";
import { canAnswer } from "@domain/policy.ts";
import { addMessage } from "../../facts/message.ts";
import { notify } from "../../facts/notify.ts";
import { whyNotFreely, whyUnreachable } from "../../facts/reachable.ts";
import { record } from "../../facts/record.ts";
import { openTicket } from "../../facts/ticket.ts";
import { type ConversationFact, ticketById, type TicketFact } from "../../facts/conversation.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { checkContent } from "./content.ts";
import { moveTicket } from "./move_ticket.ts";
import { conversationInSight } from "./ticket_access.ts";

/**
 * Sends to the customer: checks who may, whether the conversation moved on, the window and the content; takes the
 * ticket when it has no agent (ASG-05, ASG-06), never replaces one (ASG-07); queues the message and its delivery.
 */
export async function send(ctx: Context, input: Actions["message.send"]): Promise<Outcome> {
  const conversation = await conversationInSight(ctx, input.conversationId);
  if (!conversation) return refused("not_found", { what: "conversation" });
  if (!canAnswer(ctx.member, conversation)) {
    return refused("forbidden", { permission: "chat.answerOthers", agentId: conversation.agent_id });
  }
  const held = await heldBack(ctx, input, conversation);
  if (held) return held;
  const checked = await checkContent(ctx, input, conversation.connection_id, conversation.channel);
  if (!checked.ok) return checked.outcome;
  const { content } = checked;
  if (isGroup(conversation) && !carriedToGroup(content.kind)) return refused("not_in_group");
  const ticket = await ticketToAnswer(ctx, conversation);
  await addMessage(ctx.tx, ctx.member.workspaceId, conversation, {
    id: input.messageId,
    ticketId: ticket.id,
    direction: "out",
    ...content,
    quoteId: await quoted(ctx, input.quoteId, conversation.id),
    memberId: ctx.member.id,
    status: "queued",
    composedAt: ctx.composedAt,
    draftId: input.draftId,
    signature: ctx.member.signatureOn && content.kind === "text" ? ctx.member.name : null,
  });
  if (ticket.first_response_at === null) {
    await ctx.tx`update tickets set first_response_at = clock_timestamp() where id = ${ticket.id}`;
  }
  await record(
    ctx.tx,
    ctx.member.workspaceId,
    { kind: "member", id: ctx.member.id },
    "message_sent",
    { conversationId: conversation.id, ticketId: ticket.id, contactId: conversation.contact_id },
    {},
    { messageId: input.messageId, kind: content.kind },
  );
  await notify(ctx.tx, ctx.member.workspaceId, ticket.follower_ids, {
    kind: "answered",
    conversationId: conversation.id,
    ticketId: ticket.id,
    actorId: ctx.member.id,
    messageId: input.messageId,
    text: content.body,
  });
  await ctx.enqueue("deliver", { workspaceId: ctx.member.workspaceId, conversationId: conversation.id });
  return DONE;
}

/** Everything that keeps a message with its author: blocked, channel off, sent already, moved on, window closed. */
async function heldBack(
  ctx: Context,
  input: Actions["message.send"],
  conversation: ConversationFact,
): Promise<Outcome | undefined> {
  const unreachable = await whyUnreachable(ctx.tx, conversation);
  if (unreachable) return unreachable;
  if (input.draftId) {
    const [sent] = await ctx.tx<{ member_id: string; at: string; body: string }[]>`
      select member_id, iso(created_at) as at, body from messages where draft_id = ${input.draftId}`;
    if (sent) {
      // Two people pressed send on the same words: nothing of the second one's is left to say.
      const same = !input.media && !input.template && sent.body === input.text.trim();
      return refused("draft_sent", { memberId: sent.member_id, at: sent.at, same });
    }
  }
  if (!input.anyway) {
    const moved = await movedOn(ctx, input, conversation);
    if (moved) return moved;
  }
  return input.template ? undefined : whyNotFreely(conversation);
}

/** Has a colleague answered, or the ticket been closed, since its author last looked (design.md §7)? */
async function movedOn(
  ctx: Context,
  input: Actions["message.send"],
  conversation: ConversationFact,
): Promise<Outcome | undefined> {
  const composedAt = ctx.composedAt.toISOString();
  const [answer] = await ctx.tx<{ id: string; member_id: string; at: string }[]>`
    select m.id, m.member_id, iso(m.created_at) as at from messages m
    where m.conversation_id = ${conversation.id} and m.direction = 'out' and m.member_id is not null and m.member_id <> ${ctx.member.id}
      and case when ${input.seen}::uuid is not null
        then (m.created_at, m.id) > (select s.created_at, s.id from messages s where s.id = ${input.seen} and s.conversation_id = ${conversation.id})
        else m.created_at > ${composedAt}::timestamptz end
    order by m.created_at desc limit 1`;
  if (answer) return refused("moved_on", { memberId: answer.member_id, at: answer.at, messageId: answer.id });
  const ticket = conversation.ticket_id && await ticketById(ctx.tx, conversation.ticket_id);
  if (ticket && ticket.status === "closed" && ticket.closed_at !== null && ticket.closed_at > composedAt) {
    return refused("ticket_closed", { memberId: ticket.closed_by, at: ticket.closed_at });
  }
  return undefined;
}

/**
 * The ticket this message belongs to: the open one, taken or resumed when that follows, or a new one (D.2). A group's
 * stands open for everybody.
 */
async function ticketToAnswer(ctx: Context, conversation: ConversationFact): Promise<TicketFact> {
  const ticket = conversation.ticket_id ? await ticketById(ctx.tx, conversation.ticket_id) : undefined;
  if (ticket && isGroup(conversation)) return ticket;
  if (!ticket || ticket.status === "closed") {
    return await openTicket(ctx.tx, ctx.member.workspaceId, conversation, {
      state: { status: "in_progress", agent_id: ctx.member.id, department_id: null },
      by: { kind: "member", id: ctx.member.id },
    });
  }
  if (ticket.agent_id === null) await moveTicket(ctx, ticket, { type: "assume", agentId: ctx.member.id });
  else if (ticket.status === "paused" && ticket.agent_id === ctx.member.id) {
    await moveTicket(ctx, ticket, { type: "resume" });
  }
  return ticket;
}

/** A quote must be of the same conversation; another one is dropped, the text matters more. */
export async function quoted(
  ctx: Context,
  quoteId: string | undefined,
  conversationId: string,
): Promise<string | null> {
  if (!quoteId) return null;
  const [row] = await ctx.tx`select id from messages where id = ${quoteId} and conversation_id = ${conversationId}`;
  return row ? quoteId : null;
}
