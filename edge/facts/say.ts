import { fillVariables } from "@domain/fill_variables.ts";
import { isGroup } from "@domain/group.ts";
import { newId } from "@domain/ids.ts";
import type { MessageOrigin } from "@domain/message.ts";
import type { Tx } from "@db/tx.ts";
import type { Enqueue } from "../jobs/jobs.ts";
import type { ConversationFact, TicketFact } from "./conversation.ts";
import { addMessage } from "./message.ts";
import { whyNotFreely, whyUnreachable } from "./reachable.ts";
import { type By, record } from "./record.ts";

/** A ticket that is worked on: its conversation is locked, and what is enqueued runs when the transaction commits. */
export type Place = {
  tx: Tx;
  workspaceId: string;
  conversation: ConversationFact;
  ticket: TicketFact;
  enqueue: Enqueue;
};
export type Words = {
  text: string;
  origin: MessageOrigin;
  by: By;
  id?: string;
  composedAt?: Date;
  signature?: string | null;
  /** Into the event. */
  more?: Record<string, unknown>;
};
/** `nothing`: there was no text, or this contact (and every group, X-32) is spoken to by people only. The rest: why it cannot reach the contact now; nothing was written. */
export type Said = "said" | "nothing" | "window_closed" | "contact_blocked" | "connection_off";

/**
 * Tells the contact something nobody wrote in the composer: a free text with its variables filled, its origin in the
 * message and in the event. It answers nobody: unread and waiting stay as they are.
 */
export async function say(place: Place, words: Words): Promise<Said> {
  const { tx, workspaceId, conversation, ticket } = place;
  if (words.text.trim() === "" || isGroup(conversation)) return "nothing";
  const unreachable = await whyUnreachable(tx, conversation) ?? whyNotFreely(conversation);
  if (unreachable) return unreachable.code as Said;
  if (words.by.kind === "system" && await isBotBlocked(place)) return "nothing";
  const [contact] = await tx<{ name: string }[]>`select name from contacts where id = ${conversation.contact_id}`;
  const id = words.id ?? newId();
  await addMessage(tx, workspaceId, conversation, {
    id,
    ticketId: ticket.id,
    direction: "out",
    kind: "text",
    body: fillVariables(words.text.trim(), contact!),
    memberId: words.by.kind === "member" ? words.by.id : null,
    status: "queued",
    origin: words.origin,
    composedAt: words.composedAt,
    signature: words.signature,
  });
  const about = { conversationId: conversation.id, ticketId: ticket.id, contactId: conversation.contact_id };
  await record(tx, workspaceId, words.by, "message_sent", about, {}, {
    messageId: id,
    kind: "text",
    origin: words.origin,
    ...words.more,
  });
  await place.enqueue("deliver", { workspaceId, conversationId: conversation.id });
  return "said";
}

/** BLK-08: nothing is said to this contact by itself, nor any flow fired by itself. */
export async function isBotBlocked({ tx, conversation }: Pick<Place, "tx" | "conversation">): Promise<boolean> {
  const [contact] = await tx<{ bot_blocked: boolean }[]>`
    select bot_blocked from contacts where id = ${conversation.contact_id}`;
  return contact!.bot_blocked;
}
