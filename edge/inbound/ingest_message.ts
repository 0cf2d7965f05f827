import { CAPABILITIES, type Channel } from "@domain/channel.ts";
import type { Inbound, InboundContact } from "@domain/inbound.ts";
import { newId } from "@domain/ids.ts";
import { advance, type Media, type MessageStatus } from "@domain/message.ts";
import type { Tx } from "@db/tx.ts";
import { findOrCreateContact, knownContact, lockKey } from "../facts/contact.ts";
import { answerArrival } from "../automatic/answer_arrival.ts";
import { endRating, type RatingStep, ratingStep, takeRating } from "../closing/rating.ts";
import { cancelClosing, closeScheduled } from "../closing/scheduled.ts";
import { type ConversationFact, lockConversation, ticketById, type TicketFact } from "../facts/conversation.ts";
import { addMessage } from "../facts/message.ts";
import { notify } from "../facts/notify.ts";
import { record } from "../facts/record.ts";
import type { House } from "../facts/house.ts";
import type { Place } from "../facts/say.ts";
import { type Opening, openTicket } from "../facts/ticket.ts";
import { wake } from "../facts/wake.ts";
import { enqueuer, type JobBatch } from "../jobs/jobs.ts";

export type Arrival = {
  workspaceId: string;
  connectionId: string;
  channel: Channel;
  departmentId: string | null;
  house: House;
};
export type InboundMessage = Extract<Inbound, { type: "message" }>;

/**
 * A customer's message becomes facts: contact, conversation, ticket (a new one waits in the connection's department,
 * D.2), message, event. Two messages 200 ms apart meet at the lock and make one conversation; a duplicate changes
 * nothing. A blocked contact's message is dropped.
 */
export async function ingestMessage(tx: Tx, to: Arrival, inbound: InboundMessage, batch: JobBatch): Promise<void> {
  const { workspaceId, connectionId } = to;
  await tx`select pg_advisory_xact_lock(hashtextextended(${lockKey(connectionId, inbound.contact)}, 1))`;
  const contact = await findOrCreateContact(
    tx,
    workspaceId,
    connectionId,
    inbound.contact,
    `Visitante ${inbound.providerId.slice(-4)}`,
  );
  if (contact.blocked) return;
  const conversation = await conversationWith(tx, to, contact.id);
  const [known] =
    await tx`select 1 from messages where connection_id = ${connectionId} and provider_id = ${inbound.providerId}`;
  if (known) return;
  const current = conversation.ticket_id ? await ticketById(tx, conversation.ticket_id) : undefined;
  const by = { kind: "contact" as const, id: contact.id };
  const place = current && { tx, workspaceId, conversation, ticket: current, enqueue: enqueuer(batch, tx) };
  // It wrote after the time at which this should have closed: nobody was there to do it.
  const isOver = current && isDue(current, inbound.at);
  if (place && isOver) await closeScheduled(place);
  const grade = place && !isOver ? await ratingOf(place, inbound) : undefined;
  const goesOn = current && ((current.status !== "closed" && !isOver) || grade);
  const ticket = goesOn ? current : await openTicket(tx, workspaceId, conversation, {
    state: await whereTo(tx, to, contact.id),
    by,
  });
  const id = newId();
  const media = inbound.media ? await mediaOf(tx, workspaceId, inbound) : undefined;
  const quoteId = await quotedBy(tx, connectionId, inbound);
  await addMessage(tx, workspaceId, conversation, {
    id,
    ticketId: ticket.id,
    direction: "in",
    kind: inbound.kind,
    body: inbound.body,
    media,
    quoteId,
    status: "received",
    asks: grade ? (grade.kind === "comment" ? "to be read" : "nothing") : "an answer",
    providerId: inbound.providerId,
    // A late retry of the provider must not open a window that has long closed.
    receivedAt: new Date(Math.min(inbound.at, Date.now())),
  });
  await record(
    tx,
    workspaceId,
    by,
    "message_received",
    { conversationId: conversation.id, ticketId: ticket.id, contactId: contact.id },
    {},
    { messageId: id, kind: inbound.kind },
  );
  await notify(tx, workspaceId, ticket.follower_ids, {
    kind: "reply",
    conversationId: conversation.id,
    ticketId: ticket.id,
    actorId: null,
    messageId: id,
    text: inbound.body,
  });
  if (inbound.media && !inbound.media.mediaId) await batch.enqueue(tx, "fetch_media", { workspaceId, messageId: id });
  // Read again: this very message may have opened the window.
  const open = (await lockConversation(tx, conversation.id))!;
  const here: Place = { tx, workspaceId, conversation: open, ticket, enqueue: enqueuer(batch, tx) };
  if (grade) return await takeRating(here, grade);
  if (ticket.closing_at !== null && ticket.closing_on_reply === "cancel") await cancelClosing(here, by);
  if (goesOn && ticket.snoozed_until !== null) await wake(here, by, "reply");
  await answerArrival(here, to.house, { opened: !goesOn, first: current === undefined });
}

function isDue(ticket: TicketFact, at: number): boolean {
  return ticket.status !== "closed" && ticket.closing_at !== null && Date.parse(ticket.closing_at) <= at;
}

/** X-19: what this message is to an awaited rating; anything else ends the waiting. */
async function ratingOf(place: Place, inbound: InboundMessage): Promise<RatingStep | undefined> {
  const { ticket } = place;
  if (ticket.rating_until === null) return undefined;
  const isInTime = Date.parse(ticket.rating_until) > Math.min(inbound.at, Date.now());
  const step = isInTime ? ratingStep(ticket, inbound.kind, inbound.body) : undefined;
  if (!step) await endRating(place, isInTime ? "other_message" : "time");
  return step;
}

/** X-38: the portfolio's owner, while they are of the team (CTP-18); else the connection's queue. */
async function whereTo(tx: Tx, to: Arrival, contactId: string): Promise<Opening["state"]> {
  const [owner] = await tx<{ id: string }[]>`
    select m.id from contacts p join members m on m.id = p.owner_id and m.status = 'active' where p.id = ${contactId}`;
  return owner
    ? { status: "in_progress", agent_id: owner.id, department_id: null }
    : { status: "waiting", agent_id: null, department_id: to.departmentId };
}

async function conversationWith(tx: Tx, to: Arrival, contactId: string): Promise<ConversationFact> {
  await tx`
    insert into conversations (id, workspace_id, contact_id, connection_id, channel, has_window)
    values (${newId()}, ${to.workspaceId}, ${contactId}, ${to.connectionId}, ${to.channel}, ${
    CAPABILITIES[to.channel].hasWindow
  })
    on conflict (connection_id, contact_id) do nothing`;
  const [row] = await tx<
    { id: string }[]
  >`select id from conversations where connection_id = ${to.connectionId} and contact_id = ${contactId}`;
  return (await lockConversation(tx, row!.id))!;
}

/** Whose upload a file is, kept in its row until a message takes it up. */
export function uploadOwner(visitor: string): string {
  return `web:${visitor}`;
}

/** The message it answers, when we have that. */
export async function quotedBy(tx: Tx, connectionId: string, inbound: InboundMessage): Promise<string | null> {
  if (!inbound.quoteProviderId) return null;
  const [quote] = await tx<{ id: string }[]>`
    select id from messages where connection_id = ${connectionId} and provider_id = ${inbound.quoteProviderId}`;
  return quote?.id ?? null;
}

/** The file's row: there already (web chat), or to be fetched. Its size is known once it is here. */
export async function mediaOf(tx: Tx, workspaceId: string, inbound: InboundMessage): Promise<Media> {
  const given = inbound.media!;
  if (given.mediaId) {
    // Only what this visitor put here: an id seen elsewhere must not bring somebody else's file into their thread.
    const owners = inbound.contact.identities.map((identity) => uploadOwner(identity.value));
    const [row] = await tx<
      { kind: Media["kind"]; mime: string; name: string; size: number; width: number | null; height: number | null }[]
    >`
      select kind, mime, name, size, width, height from media
      where id = ${given.mediaId} and provider_id = any(${owners})`;
    if (row) {
      const { width, height, ...rest } = row;
      return {
        id: given.mediaId,
        ...rest,
        ...(width && height ? { width, height } : {}),
        ...(given.voice ? { voice: true } : {}),
      };
    }
  }
  const id = newId();
  const name = given.name ?? `${given.kind}-${new Date(inbound.at).toISOString().slice(0, 10)}`;
  await tx`
    insert into media (id, workspace_id, kind, mime, name, size, provider_id)
    values (${id}, ${workspaceId}, ${given.kind}, ${given.mime}, ${name}, 0, ${given.providerId})`;
  return { id, kind: given.kind, mime: given.mime, name, size: 0, ...(given.voice ? { voice: true } : {}) };
}

/** A receipt moves its message forward, or waits for it: it may arrive before the answer to our own request. */
export async function ingestStatus(
  tx: Tx,
  to: Arrival,
  inbound: Extract<Inbound, { type: "status" }>,
  batch: JobBatch,
): Promise<void> {
  const { workspaceId, connectionId } = to;
  // The conversation first, as everybody who changes one does: whoever locks in another order may wait for ever.
  const place = inbound.messageId ?? null;
  const [conversation] = await tx<{ contact_id: string | null }[]>`
    select contact_id from conversations where id = (
      select conversation_id from messages
      where connection_id = ${connectionId} and (provider_id = ${inbound.providerId} or (id = ${place}::uuid and direction = 'out')) limit 1)
    for update`;
  if (conversation && inbound.contact && !await isContact(tx, to, conversation.contact_id, inbound.contact)) return;
  const [message] = await tx<
    {
      id: string;
      conversation_id: string;
      ticket_id: string | null;
      status: MessageStatus;
      provider_id: string | null;
    }[]
  >`
    select id, conversation_id, ticket_id, status, provider_id from messages
    where connection_id = ${connectionId} and (provider_id = ${inbound.providerId} or (id = ${
    inbound.messageId ?? null
  }::uuid and direction = 'out'))
    for update`;
  if (!message) {
    await tx`
      insert into early_receipts (connection_id, provider_id, workspace_id, status, error_code, error_text)
      values (${connectionId}, ${inbound.providerId}, ${workspaceId}, ${inbound.status}, ${
      inbound.error?.code ?? null
    }, ${inbound.error?.text ?? null})
      on conflict do nothing`;
    return;
  }
  const next = advance(message.status, inbound.status);
  if (next === message.status && message.provider_id !== null) return;
  await setReceipt(tx, message, next, inbound.providerId, next === "failed" ? inbound.error : undefined);
  if (next === "failed" && inbound.error?.kind === "window_closed") await closeWindow(tx, message.conversation_id);
  // Its fate is known now: what stands behind it in the queue need not wait for the sweep.
  if (message.status === "sending") {
    await batch.enqueue(tx, "deliver", { workspaceId, conversationId: message.conversation_id });
  }
  if (next === "failed") {
    await record(
      tx,
      workspaceId,
      { kind: "system" },
      "message_failed",
      { conversationId: message.conversation_id, ticketId: message.ticket_id },
      { status: message.status },
      { messageId: message.id, code: inbound.error?.code ?? "", text: inbound.error?.text ?? "" },
    );
  }
}

/** The provider knows better than our clock (SES-09): from now on only a template may go. */
export async function closeWindow(tx: Tx, conversationId: string): Promise<void> {
  await tx`update conversations set free_text_until = least(free_text_until, clock_timestamp()) where id = ${conversationId} and has_window`;
}

async function isContact(tx: Tx, to: Arrival, contactId: string | null, contact: InboundContact): Promise<boolean> {
  const values = contact.identities.filter((identity) => identity.kind === "web").map((identity) => identity.value);
  const [row] = await tx`
    select 1 from contact_identities where contact_id = ${contactId} and scope = ${to.connectionId} and kind = 'web'
      and value_key = any(${values}) and deleted_at is null`;
  return row !== undefined;
}

export async function setReceipt(
  tx: Tx,
  message: { id: string; conversation_id: string },
  status: MessageStatus,
  providerId: string | null,
  error: { code: string; text: string } | undefined,
): Promise<void> {
  await tx`
    update messages set status = ${status}, provider_id = coalesce(provider_id, ${providerId}), error_code = ${
    error?.code ?? null
  }, error_text = ${error?.text ?? null}
    where id = ${message.id}`;
  await tx`update conversations set last_status = ${status} where id = ${message.conversation_id} and last_message_id = ${message.id}`;
}

/** In a group each one's own, under their contact's id; of somebody who never wrote there it stays out. */
export async function ingestReaction(
  tx: Tx,
  to: Arrival,
  inbound: Extract<Inbound, { type: "reaction" }>,
): Promise<void> {
  const author = inbound.group ? await knownContact(tx, to.workspaceId, to.connectionId, inbound.contact) : "contact";
  if (author === undefined) return;
  await tx`
    update messages set reactions = ${
    inbound.emoji
      ? tx`reactions || jsonb_build_object(${author}::text, ${inbound.emoji}::text)`
      : tx`reactions - ${author}::text`
  }
    where connection_id = ${to.connectionId} and provider_id = ${inbound.targetProviderId}
      and not exists (select from conversations c join contacts p on p.id = c.contact_id
        where c.id = messages.conversation_id and p.blocked_at is not null)`;
}
