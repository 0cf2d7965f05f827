import type { Direction, Media, MessageKind, MessageOrigin, MessageStatus, TemplateUse } from "@domain/message.ts";
import { preview } from "@domain/message.ts";
import type { Tx } from "@db/tx.ts";
import type { ConversationFact } from "./conversation.ts";

export type NewMessage = {
  id: string;
  ticketId: string | null;
  direction: Direction;
  kind: MessageKind;
  body: string;
  media?: Media | undefined;
  template?: (TemplateUse & { name: string }) | undefined;
  quoteId?: string | null | undefined;
  memberId?: string | null | undefined;
  /** In a group: who wrote it. */
  sender?: { id: string; name: string } | undefined;
  status: MessageStatus;
  composedAt?: Date | undefined;
  providerId?: string | undefined;
  draftId?: string | undefined;
  signature?: string | null | undefined;
  origin?: MessageOrigin | undefined;
  /** What a contact's message asks of the team; a grade asks nothing, its comment to be read. */
  asks?: "an answer" | "to be read" | "nothing" | undefined;
  /** Provider's clock for what came in: used only for the window, never for the order. */
  receivedAt?: Date | undefined;
};

/**
 * Adds a message to a locked conversation and brings the conversation's last line, unread count and wait up to date.
 * `created_at` grows strictly within a conversation, so the order of the thread is the order of acceptance.
 * Answers false, and changes nothing, when the provider's id is known already (a duplicate webhook).
 */
export async function addMessage(
  tx: Tx,
  workspaceId: string,
  conversation: ConversationFact,
  message: NewMessage,
): Promise<boolean> {
  const composed = message.composedAt ? message.composedAt.toISOString() : null;
  const rows = await tx`
    insert into messages (id, workspace_id, conversation_id, ticket_id, direction, kind, body, media, template, quote_id,
      member_id, sender_id, sender_name, status, composed_at, connection_id, provider_id, draft_id, signature, origin,
      created_at)
    select ${message.id}, ${workspaceId}, c.id, ${message.ticketId}, ${message.direction}, ${message.kind},
      ${message.body}, ${message.media ? tx.json(message.media as never) : null},
      ${message.template ? tx.json(message.template as never) : null}, ${message.quoteId ?? null},
      ${message.memberId ?? null}, ${message.sender?.id ?? null}, ${message.sender?.name ?? null}, ${message.status},
      -- only worth keeping when it waited: a clock that is a little off is not news
      case when ${composed}::timestamptz < clock_timestamp() - interval '30 seconds' then ${composed}::timestamptz end,
      c.connection_id, ${message.providerId ?? null}, ${message.draftId ?? null}, ${message.signature ?? null},
      ${message.origin ?? null},
      greatest(clock_timestamp(), (select max(m.created_at) from messages m where m.conversation_id = c.id) + interval '1 millisecond')
    from conversations c where c.id = ${conversation.id}
    on conflict (connection_id, provider_id) do nothing
    returning id`;
  if (rows.length === 0) return false;
  const inbound = message.direction === "in";
  // What a flow, a connection or the clock sends answers nobody: who waits goes on waiting for a person.
  const answer = message.direction === "out" && Boolean(message.memberId) && !message.origin;
  const { asks = "an answer" } = message;
  const unread = inbound && asks !== "nothing";
  const waits = inbound && asks === "an answer";
  const until = inbound ? (message.receivedAt ?? new Date()).toISOString() : null;
  await tx`
    update conversations set last_message_id = m.id, last_message_at = m.created_at, last_direction = m.direction,
      last_kind = m.kind, last_status = m.status, last_preview = ${preview(message.body)},
      last_sender = ${message.sender?.name ?? null},
      unread = case when ${unread} then unread + 1 when ${answer} then 0 else unread end,
      waiting_since = case when ${waits} then coalesce(waiting_since, m.created_at) when ${answer} then null else waiting_since end,
      answered_at = case when ${inbound} then null when ${answer} and group_id is null then m.created_at else answered_at end,
      noticed_at = case when ${inbound || answer} then null else noticed_at end,
      free_text_until = case when ${inbound} and has_window
        then greatest(free_text_until, ${until}::timestamptz + interval '24 hours') else free_text_until end
    from messages m where conversations.id = ${conversation.id} and m.id = ${message.id}`;
  return true;
}
