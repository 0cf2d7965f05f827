import type { Actions } from "@domain/action.ts";
import type { Channel } from "@domain/channel.ts";
import { can } from "@domain/policy.ts";
import { reachedBy } from "@domain/start.ts";
import { checkClosingFields } from "../../closing/fields.ts";
import { type ConversationFact, ticketById } from "../../facts/conversation.ts";
import { addMessage } from "../../facts/message.ts";
import { applyMove } from "../../facts/move.ts";
import { whyNotFreely, whyUnreachable } from "../../facts/reachable.ts";
import { record } from "../../facts/record.ts";
import { openTicket } from "../../facts/ticket.ts";
import { type Context, type Outcome, refused } from "../context.ts";
import { checkContent } from "./content.ts";
import { cardEvent, checkCard, writeCard } from "./start_card.ts";
import { contactToReach } from "./start_contact.ts";
import { conversationWith } from "./start_conversation.ts";

type Input = Actions["conversation.start"];

/**
 * STA-02 to STA-10, STA-16, X-11: starts a conversation with a contact or a number. With a number that is registered
 * already the answer is `conversation_exists`, with what to open. Opened for its author the first message follows as its
 * own action, so it may wait for a template while the ticket is there; else STA-17 only says something, and STA-05
 * registers what is done already.
 */
export async function start(ctx: Context, input: Input): Promise<Outcome> {
  const { tx, member } = ctx;
  if (!can(member, "chat.start")) return refused("forbidden", { permission: "chat.start" });
  const [connection] = await tx<{ channel: Channel; status: string }[]>`
    select channel, status from connections where id = ${input.connectionId} and deleted_at is null`;
  if (!connection) return refused("not_found", { what: "connection" });
  const { channel, status } = connection;
  if (status !== "active") return refused("connection_off", { status });
  if (!reachedBy(channel)) return refused("no_reply_channel", { channel });
  const contact = await contactToReach(ctx, input.contact, { connectionId: input.connectionId, channel });
  if (!contact.ok) return contact.outcome;
  const { conversationId: id, connectionId } = input;
  const conversation = await conversationWith(ctx, { id, connectionId, channel, contactId: contact.id });
  const ticket = conversation.ticket_id ? await ticketById(tx, conversation.ticket_id) : undefined;
  if (ticket && ticket.status !== "closed") {
    return refused("conversation_exists", { conversationId: conversation.id, ticketId: ticket.id });
  }
  return input.as === "told" ? await tell(ctx, input, conversation) : await register(ctx, input, conversation);
}

/** STA-09, STA-21: the ticket, in the hands of who starts it and in no queue, with what its card says. */
async function register(ctx: Context, input: Input, conversation: ConversationFact): Promise<Outcome> {
  const { tx, member } = ctx;
  const by = { kind: "member" as const, id: member.id };
  if (input.as === "finished" && !can(member, "chat.close")) return refused("forbidden", { permission: "chat.close" });
  const missing = await checkCard(tx, input);
  if (missing) return missing;
  const ticket = await openTicket(tx, member.workspaceId, conversation, {
    id: input.ticketId,
    state: { status: "in_progress", agent_id: member.id, department_id: input.departmentId },
    by,
    card: cardEvent(input),
  });
  await writeCard(ctx, ticket.id, input);
  if (input.as === "finished") {
    // Without a word to the contact: nothing was said here. X-43: nobody was asked for the closing fields.
    const fields = await checkClosingFields(tx, ticket.id, {});
    const fieldsPending = fields.ok && fields.missing.length > 0;
    await applyMove(tx, member.workspaceId, ticket, { type: "close" }, {
      by,
      more: { reason: "registered", ...(fieldsPending ? { fieldsPending } : {}) },
    });
    if (fieldsPending) await tx`update tickets set fields_pending = true where id = ${ticket.id}`;
  }
  const { id: conversationId, contact_id: contactId } = conversation;
  return { ok: true, data: { conversationId, ticketId: ticket.id, contactId } };
}

/** STA-17: the message leaves, no ticket opens: an answer goes the way of everything that comes in. */
async function tell(ctx: Context, input: Input, conversation: ConversationFact): Promise<Outcome> {
  const { tx, member } = ctx;
  const { message } = input;
  if (!message) return refused("bad_input", { field: "message", reason: "empty" });
  const no = await whyUnreachable(tx, conversation) ?? (message.template ? undefined : whyNotFreely(conversation));
  if (no) return no;
  const checked = await checkContent(ctx, message, conversation.connection_id, conversation.channel);
  if (!checked.ok) return checked.outcome;
  const { content } = checked;
  const { id: conversationId, contact_id: contactId, ticket_id: ticketId } = conversation;
  await addMessage(tx, member.workspaceId, conversation, {
    id: message.messageId,
    ticketId,
    direction: "out",
    ...content,
    memberId: member.id,
    status: "queued",
    composedAt: ctx.composedAt,
    signature: member.signatureOn && content.kind === "text" ? member.name : null,
  });
  const about = { conversationId, ticketId, contactId };
  const by = { kind: "member" as const, id: member.id };
  const after = { messageId: message.messageId, kind: content.kind };
  await record(tx, member.workspaceId, by, "message_sent", about, {}, after);
  await ctx.enqueue("deliver", { workspaceId: member.workspaceId, conversationId });
  return { ok: true, data: { conversationId, contactId } };
}
