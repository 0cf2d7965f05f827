import type { Actions } from "@domain/action.ts";
import { newId } from "@domain/ids.ts";
import { mayWriteFreely } from "@domain/window.ts";
import { addMessage } from "../../facts/message.ts";
import { record } from "../../facts/record.ts";
import type { Context, Outcome } from "../context.ts";
import { moveTicket } from "./move_ticket.ts";
import { ticketToMove } from "./ticket_access.ts";

/**
 * CLS-01, CLS-03, CLS-10: closes now; the text of the dialog goes to the contact when it is not empty. With the window
 * closed the ticket closes anyway and the skip is written in the timeline.
 */
export async function close(ctx: Context, input: Actions["ticket.close"]): Promise<Outcome> {
  const seen = await ticketToMove(ctx, input.ticketId, "chat.close");
  if (!seen.ok) return seen.outcome;
  const { conversation, ticket } = seen;
  const outcome = await moveTicket(ctx, ticket, { type: "close" });
  if (!outcome.ok) return outcome;
  const text = input.message.trim();
  if (text === "") return outcome;
  const about = { conversationId: conversation.id, ticketId: ticket.id, contactId: conversation.contact_id };
  const by = { kind: "member" as const, id: ctx.member.id };
  if (!mayWriteFreely(conversation, Date.now())) {
    await record(ctx.tx, ctx.member.workspaceId, by, "closing_message_skipped", about, {}, {
      reason: "window_closed",
      text,
    });
    return { ok: true, data: { messageSkipped: true } };
  }
  await addMessage(ctx.tx, ctx.member.workspaceId, conversation, {
    id: newId(),
    ticketId: ticket.id,
    direction: "out",
    kind: "text",
    body: text,
    memberId: ctx.member.id,
    status: "queued",
    composedAt: ctx.composedAt,
    signature: ctx.member.signatureOn ? ctx.member.name : null,
  });
  await ctx.enqueue("deliver", { workspaceId: ctx.member.workspaceId, conversationId: conversation.id });
  return outcome;
}
