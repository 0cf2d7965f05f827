import type { Inbound } from "@domain/inbound.ts";
import { newId } from "@domain/ids.ts";
import { preview } from "@domain/message.ts";
import type { Tx } from "@db/tx.ts";
import { keyOf, lockKey } from "../facts/contact.ts";
import { notify } from "../facts/notify.ts";

export type PlainMessage = Extract<Inbound, { type: "message" }>;
/** One person's messages on one connection, in their order. */
export type PlainLane = { connectionId: string; messages: PlainMessage[] };

type Place = {
  conversation_id: string;
  ticket_id: string;
  contact_id: string;
  connection_id: string;
  last_message_at: string | null;
  follower_ids: string[];
};
type Row = { id: string; place: Place; message: PlainMessage };
type Added = Row & { createdAt: string };

/** Nothing but words to one of us: no file to fetch, no message to look up, no group. */
export function isPlain(inbound: Inbound): inbound is PlainMessage {
  return inbound.type === "message" && !inbound.media && !inbound.group && inbound.quoteProviderId === undefined;
}

/**
 * `ingestMessage` for many people of one workspace at once, where it would only add to an open ticket of somebody who
 * is known by all these addresses, and no closing, grade or putting away hangs on it: nearly all that comes, and one by one each
 * message costs some fifteen statements.
 * Out: the lanes that were done. Nothing was written of the others; they go the long way.
 */
export async function ingestPlain(tx: Tx, workspaceId: string, lanes: PlainLane[]): Promise<Set<PlainLane>> {
  await lockPeople(tx, lanes);
  const places = await placesOf(tx, workspaceId, lanes);
  const rows = lanes.flatMap((lane) => {
    const place = places.get(lane);
    return place ? lane.messages.map((message): Row => ({ id: newId(), place, message })) : [];
  });
  const added = rows.length > 0 ? await addMessages(tx, workspaceId, rows) : [];
  if (added.length > 0) {
    await touchConversations(tx, added);
    await recordReceived(tx, workspaceId, added);
    await tellFollowers(tx, workspaceId, added);
  }
  return new Set(places.keys());
}

/** In one order for everybody, so that two nodes never wait for each other. */
async function lockPeople(tx: Tx, lanes: PlainLane[]): Promise<void> {
  const names = lanes.map(({ connectionId, messages }) => lockKey(connectionId, messages[0]!.contact));
  await tx`
    select pg_advisory_xact_lock(key) from (
      select distinct hashtextextended(name, 1) as key from unnest(${names}::text[]) as name order by key) as keys`;
}

/** Where the messages go, with the conversations locked: whether a ticket is open is asked after that, not before. */
async function placesOf(tx: Tx, workspaceId: string, lanes: PlainLane[]): Promise<Map<PlainLane, Place>> {
  const addresses = lanes.flatMap(({ connectionId, messages }, lane) =>
    messages.flatMap(({ contact }) => contact.identities).map((identity) => ({
      lane,
      connectionId,
      kind: identity.kind,
      ...keyOf(identity, workspaceId, connectionId),
    }))
  );
  const locked = await tx<{ lane: number; conversation_id: string; has_phone: boolean }[]>`
    with person as (
      select a.lane, a.connection_id, min(i.contact_id::text)::uuid as contact_id, bool_or(a.kind = 'phone') as has_phone
      from unnest(${addresses.map((one) => one.lane)}::int[], ${addresses.map((one) => one.connectionId)}::uuid[],
        ${addresses.map((one) => one.scope)}::uuid[], ${addresses.map((one) => one.kind)}::text[],
        ${addresses.map((one) => one.valueKey)}::text[]) as a (lane, connection_id, scope, kind, value_key)
      left join contact_identities i
        on i.scope = a.scope and i.kind = a.kind and i.value_key = a.value_key and i.deleted_at is null
      group by a.lane, a.connection_id
      having count(distinct i.contact_id) = 1 and count(i.contact_id) = count(*))
    select person.lane, c.id as conversation_id, person.has_phone
    from person join conversations c on c.contact_id = person.contact_id and c.connection_id = person.connection_id
    order by c.id for update of c`;
  const open = await tx<(Place & { profile_name: string | null; phone: string | null })[]>`
    select c.id as conversation_id, c.ticket_id, c.contact_id, c.connection_id, c.last_message_at, p.profile_name, p.phone, t.follower_ids
    from conversations c
    join tickets t on t.id = c.ticket_id and t.status <> 'closed' and t.closing_at is null and t.rating_until is null
      and t.snoozed_until is null
    join contacts p on p.id = c.contact_id and p.blocked_at is null
      -- where they write from matters of somebody with several numbers
      and not exists (select from contact_identities i where i.contact_id = p.id and i.deleted_at is null
        group by i.kind, i.scope having count(*) > 1)
    where c.id = any(${locked.map((row) => row.conversation_id)}::uuid[])`;
  const openById = new Map(open.map((place) => [place.conversation_id, place]));
  const places = new Map<PlainLane, Place>();
  for (const { lane: at, conversation_id, has_phone } of locked) {
    const [lane, place] = [lanes[at]!, openById.get(conversation_id)];
    // A person's new name or first number is written down too: the long way.
    const isKnown = place && (place.phone !== null || !has_phone) &&
      lane.messages.every(({ contact }) => !contact.profileName || contact.profileName === place.profile_name);
    if (isKnown) places.set(lane, place);
  }
  return places;
}

/** Duplicates add nothing. `created_at` grows strictly within a conversation, whose last message is its newest. */
async function addMessages(tx: Tx, workspaceId: string, rows: Row[]): Promise<Added[]> {
  const inserted = await tx<{ id: string; created_at: string }[]>`
    insert into messages (id, workspace_id, conversation_id, ticket_id, direction, kind, body, status, connection_id,
      provider_id, created_at)
    select r.id, ${workspaceId}, r.conversation_id, r.ticket_id, 'in', r.kind, r.body, 'received', r.connection_id,
      r.provider_id, greatest(statement_timestamp(), r.last_at + interval '1 millisecond')
        + interval '1 millisecond' * (row_number() over (partition by r.conversation_id order by r.at) - 1)
    from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.place.conversation_id)}::uuid[],
      ${rows.map((row) => row.place.ticket_id)}::uuid[], ${rows.map((row) => row.place.connection_id)}::uuid[],
      ${rows.map((row) => row.message.kind)}::text[], ${rows.map((row) => row.message.body)}::text[],
      ${rows.map((row) => row.message.providerId)}::text[], ${
    rows.map((row) => row.place.last_message_at)
  }::text[]::timestamptz[])
      with ordinality as r (id, conversation_id, ticket_id, connection_id, kind, body, provider_id, last_at, at)
    order by r.at
    on conflict (connection_id, provider_id) do nothing
    returning id, created_at`;
  const createdAt = new Map(inserted.map((row) => [row.id, row.created_at]));
  return rows.flatMap((row) => {
    const at = createdAt.get(row.id);
    return at === undefined ? [] : [{ ...row, createdAt: at }];
  });
}

/** Last line, unread count, wait and window, as `addMessage` leaves them after the last of each. */
async function touchConversations(tx: Tx, added: Added[]): Promise<void> {
  const threads = [...Map.groupBy(added, (row) => row.place.conversation_id).values()];
  const last = threads.map((rows) => rows.at(-1)!);
  // A late retry of the provider must not open a window that has long closed.
  const heard = threads.map((rows) =>
    new Date(Math.min(Math.max(...rows.map(({ message }) => message.at)), Date.now())).toISOString()
  );
  await tx`
    update conversations c set last_message_id = r.last_id, last_message_at = r.last_at, last_direction = 'in',
      last_kind = r.kind, last_status = 'received', last_preview = r.preview, unread = c.unread + r.count,
      waiting_since = coalesce(c.waiting_since, r.first_at), answered_at = null, noticed_at = null,
      free_text_until = case when c.has_window then greatest(c.free_text_until, r.heard + interval '24 hours')
        else c.free_text_until end
    from unnest(${last.map((row) => row.place.conversation_id)}::uuid[], ${last.map((row) => row.id)}::uuid[],
      ${last.map((row) => row.createdAt)}::text[]::timestamptz[], ${last.map((row) => row.message.kind)}::text[],
      ${last.map((row) => preview(row.message.body))}::text[], ${threads.map((rows) => rows.length)}::int[],
      ${threads.map((rows) => rows[0]!.createdAt)}::text[]::timestamptz[], ${heard}::text[]::timestamptz[])
      as r (id, last_id, last_at, kind, preview, count, first_at, heard)
    where c.id = r.id`;
}

async function recordReceived(tx: Tx, workspaceId: string, added: Added[]): Promise<void> {
  await tx`
    insert into events (id, workspace_id, conversation_id, ticket_id, contact_id, type, actor_kind, actor_id, after)
    select r.id, ${workspaceId}, r.conversation_id, r.ticket_id, r.contact_id, 'message_received', 'contact',
      r.contact_id, jsonb_build_object('messageId', r.message_id, 'kind', r.kind)
    from unnest(${added.map(() => newId())}::uuid[], ${added.map((row) => row.place.conversation_id)}::uuid[],
      ${added.map((row) => row.place.ticket_id)}::uuid[], ${added.map((row) => row.place.contact_id)}::uuid[],
      ${added.map((row) => row.id)}::uuid[], ${added.map((row) => row.message.kind)}::text[])
      with ordinality as r (id, conversation_id, ticket_id, contact_id, message_id, kind, at)
    order by r.at`;
}

/** Few tickets are followed: those of others cost nothing. */
async function tellFollowers(tx: Tx, workspaceId: string, added: Added[]): Promise<void> {
  const followed = added.filter((row) => row.place.follower_ids.length > 0);
  for (const rows of Map.groupBy(followed, (row) => row.place.ticket_id).values()) {
    const { id, place, message } = rows.at(-1)!;
    await notify(tx, workspaceId, place.follower_ids, {
      kind: "reply",
      conversationId: place.conversation_id,
      ticketId: place.ticket_id,
      actorId: null,
      messageId: id,
      text: message.body,
      count: rows.length,
    });
  }
}
