import type { Inbound, InboundGroup } from "@domain/inbound.ts";
import { newId } from "@domain/ids.ts";
import type { Tx } from "@db/tx.ts";
import { findOrCreateContact, lockKey } from "../facts/contact.ts";
import { lockConversation, ticketById } from "../facts/conversation.ts";
import { forgetGroup, nameGroup, seeGroup } from "../facts/group.ts";
import { addMessage } from "../facts/message.ts";
import { notify } from "../facts/notify.ts";
import { record } from "../facts/record.ts";
import type { JobBatch } from "../jobs/jobs.ts";
import { type Arrival, type InboundMessage, mediaOf, quotedBy } from "./ingest_message.ts";

/**
 * What somebody wrote in a group. Of one that was not added only that it exists is kept, to be offered in the settings
 * (CHN-15). In an added one it is unread and nothing more: nobody waits, nothing answers by itself, no ticket opens
 * . Whoever writes is a contact, and what a blocked one writes is dropped as everywhere (BLK-02).
 */
export async function ingestGroupMessage(
  tx: Tx,
  to: Arrival,
  inbound: InboundMessage,
  { providerId }: InboundGroup,
  batch: JobBatch,
): Promise<void> {
  const { workspaceId, connectionId } = to;
  const group = await seeGroup(tx, { workspaceId, connectionId, providerId });
  if (group.added_at === null || group.conversation_id === null) return;
  await tx`select pg_advisory_xact_lock(hashtextextended(${lockKey(connectionId, inbound.contact)}, 1))`;
  const fallback = `Participante ${inbound.providerId.slice(-4)}`;
  const contact = await findOrCreateContact(tx, workspaceId, connectionId, inbound.contact, fallback);
  if (contact.blocked) return;
  const conversation = (await lockConversation(tx, group.conversation_id))!;
  const [known] = await tx`
    select 1 from messages where connection_id = ${connectionId} and provider_id = ${inbound.providerId}`;
  if (known || conversation.ticket_id === null) return;
  const ticket = (await ticketById(tx, conversation.ticket_id))!;
  const [sender] = await tx<{ id: string; name: string }[]>`select id, name from contacts where id = ${contact.id}`;
  const id = newId();
  await addMessage(tx, workspaceId, conversation, {
    id,
    ticketId: ticket.id,
    direction: "in",
    kind: inbound.kind,
    body: inbound.body,
    media: inbound.media ? await mediaOf(tx, workspaceId, inbound) : undefined,
    quoteId: await quotedBy(tx, connectionId, inbound),
    sender: sender!,
    status: "received",
    asks: "to be read",
    providerId: inbound.providerId,
    receivedAt: new Date(Math.min(inbound.at, Date.now())),
  });
  const place = { conversationId: conversation.id, ticketId: ticket.id };
  const about = { ...place, contactId: contact.id };
  const after = { messageId: id, kind: inbound.kind };
  await record(tx, workspaceId, { kind: "contact", id: contact.id }, "message_received", about, {}, after);
  const news = { kind: "reply" as const, ...place, actorId: null, messageId: id, text: inbound.body };
  await notify(tx, workspaceId, ticket.follower_ids, news);
  if (inbound.media) await batch.enqueue(tx, "fetch_media", { workspaceId, messageId: id });
}

/** A group that came to be, is called otherwise, or was deleted at the provider. */
export async function ingestGroup(
  tx: Tx,
  { workspaceId, connectionId }: Arrival,
  { group: { providerId }, name, isGone }: Extract<Inbound, { type: "group" }>,
): Promise<void> {
  const place = { workspaceId, connectionId, providerId };
  if (isGone) await forgetGroup(tx, place);
  else await nameGroup(tx, { ...place, name: name ?? "" });
}
