import type { Actions } from "@domain/action.ts";
import { addMessage } from "../../facts/message.ts";
import { notifyMentioned } from "../../facts/notify.ts";
import { record } from "../../facts/record.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { checkContent } from "./content.ts";
import { quoted } from "./send.ts";
import { conversationInSight } from "./ticket_access.ts";

/** INT-01, X-46: to the team only, whatever the window says; changes nobody's assignment. Whom it calls is told. */
export async function internal(ctx: Context, input: Actions["message.internal"]): Promise<Outcome> {
  const conversation = await conversationInSight(ctx, input.conversationId);
  if (!conversation) return refused("not_found", { what: "conversation" });
  const checked = await checkContent(ctx, { ...input, template: undefined }, conversation.connection_id);
  if (!checked.ok) return checked.outcome;
  await addMessage(ctx.tx, ctx.member.workspaceId, conversation, {
    id: input.messageId,
    ticketId: conversation.ticket_id,
    direction: "internal",
    ...checked.content,
    quoteId: await quoted(ctx, input.quoteId, conversation.id),
    memberId: ctx.member.id,
    status: "received",
    composedAt: ctx.composedAt,
  });
  await record(
    ctx.tx,
    ctx.member.workspaceId,
    { kind: "member", id: ctx.member.id },
    "internal_written",
    { conversationId: conversation.id, ticketId: conversation.ticket_id, contactId: conversation.contact_id },
    {},
    { messageId: input.messageId },
  );
  if (conversation.ticket_id !== null) {
    await notifyMentioned(ctx.tx, ctx.member.workspaceId, {
      kind: "mention",
      conversationId: conversation.id,
      ticketId: conversation.ticket_id,
      actorId: ctx.member.id,
      messageId: input.messageId,
      text: checked.content.body,
      place: conversation,
    });
  }
  return DONE;
}
