import { MERGE_FIELDS, type Mergeable, merged } from "@domain/merge.ts";
import { type Refusal, refuse } from "@domain/error.ts";
import type { Tx } from "@db/tx.ts";
import { joinThreads } from "./join_threads.ts";
import type { JoinedThread, MergeUndo } from "./merge_undo.ts";

export type Merge = { id: string; workspaceId: string; memberId: string; keptId: string; otherId: string };
export type Record = Mergeable & { id: string };

/**
 * `otherId` becomes part of `keptId` with everything that hangs on it: addresses, observations, history, conversations
 * with tickets and messages, what is scheduled. Threads on the same connection become one.
 * Refused: `not_found`, `merge_open_tickets` when both have an open ticket on one connection.
 * Out: the conversations whose queue may have grown.
 */
export async function mergeContacts(
  tx: Tx,
  merge: Merge,
  take: readonly string[],
): Promise<{ ok: true; kept: Record; other: Record; threads: string[] } | Refusal> {
  const { keptId, otherId } = merge;
  const [kept, other] = await lockPair(tx, keptId, otherId);
  if (!kept || !other) return refuse("not_found", { what: "contact" });
  const rows = await lockThreads(tx, keptId, otherId);
  const pairs = pairsOf(rows, keptId);
  const clash = pairs.find(({ mine, theirs }) => mine && mine.is_open && theirs.is_open);
  if (clash) return refuse("merge_open_tickets", { ticketId: clash.theirs.ticket_id, otherId: clash.mine!.ticket_id });
  const after = merged(kept, other, take);
  // First the other goes: two live contacts never have one address.
  await tx`update contacts set deleted_at = clock_timestamp() where id = ${otherId}`;
  const undo: MergeUndo = {
    before: mergeable(kept),
    after,
    ...await moveOwn(tx, keptId, otherId),
    conversations: pairs.filter(({ mine }) => !mine).map(({ theirs }) => theirs.id),
    joined: [],
  };
  await ownThreads(tx, undo.conversations, keptId);
  const joined: JoinedThread[] = [];
  for (const { mine, theirs } of pairs) if (mine) joined.push(await joinThreads(tx, theirs.id, mine.id));
  await writeContact(tx, keptId, after);
  await tx`
    insert into contact_merges (id, workspace_id, kept_id, other_id, member_id, undo)
    values (${merge.id}, ${merge.workspaceId}, ${keptId}, ${otherId}, ${merge.memberId},
      ${tx.json({ ...undo, joined } as never)})`;
  return { ok: true, kept, other, threads: joined.map((thread) => thread.into) };
}

/** Both records, locked in one order by everybody. */
export async function lockPair(tx: Tx, keptId: string, otherId: string): Promise<(Record | undefined)[]> {
  const rows = await tx<Record[]>`
    select id, name, profile_name, phone, email, birth_date::text as birth_date, cpf, rg, customer_code, address, fields,
      extra, tag_ids, receives_broadcast, bot_blocked, owner_id, iso(blocked_at) as blocked_at, blocked_by
    from contacts where id = any(${[keptId, otherId]}::uuid[]) and deleted_at is null order by id for update`;
  return [keptId, otherId].map((id) => rows.find((row) => row.id === id));
}

/** What a merge writes and an undo writes back. */
export async function writeContact(tx: Tx, id: string, values: Mergeable): Promise<void> {
  const { fields, extra, tag_ids, profile_name, blocked_at, blocked_by, ...own } = values;
  await tx`
    update contacts set ${tx(own, ...MERGE_FIELDS)}, profile_name = ${profile_name}, fields = ${tx.json(fields)},
      extra = ${tx.json(extra)}, tag_ids = ${tag_ids}, blocked_at = ${blocked_at}, blocked_by = ${blocked_by}
    where id = ${id}`;
}

/** Conversations change their contact, with the rows that name it. */
export async function ownThreads(tx: Tx, conversations: readonly string[], contactId: string): Promise<void> {
  const ids = [...conversations];
  await tx`update conversations set contact_id = ${contactId} where id = any(${ids}::uuid[])`;
  await tx`update tickets set contact_id = ${contactId} where conversation_id = any(${ids}::uuid[])`;
  await tx`update scheduled_messages set contact_id = ${contactId} where conversation_id = any(${ids}::uuid[])`;
}

type Thread = { id: string; contact_id: string; connection_id: string; ticket_id: string | null; is_open: boolean };

async function lockThreads(tx: Tx, keptId: string, otherId: string): Promise<readonly Thread[]> {
  await tx`
    select id from conversations where contact_id = any(${[keptId, otherId]}::uuid[]) order by id for update`;
  return await tx<Thread[]>`
    select c.id, c.contact_id, c.connection_id, c.ticket_id, coalesce(t.status <> 'closed', false) as is_open
    from conversations c left join tickets t on t.id = c.ticket_id
    where c.contact_id = any(${[keptId, otherId]}::uuid[]) and c.deleted_at is null`;
}

/** Each thread of the other, beside the kept one's on the same connection, if there is one. */
function pairsOf(rows: readonly Thread[], keptId: string): { mine: Thread | undefined; theirs: Thread }[] {
  const mine = new Map(rows.filter((row) => row.contact_id === keptId).map((row) => [row.connection_id, row]));
  return rows.filter((row) => row.contact_id !== keptId)
    .map((theirs) => ({ theirs, mine: mine.get(theirs.connection_id) }));
}

async function moveOwn(tx: Tx, keptId: string, otherId: string) {
  const identities = await tx<{ id: string }[]>`
    update contact_identities set contact_id = ${keptId}
    where contact_id = ${otherId} and deleted_at is null returning id`;
  const observations = await tx<{ id: string }[]>`
    update observations set contact_id = ${keptId} where contact_id = ${otherId} returning id`;
  const events = await tx<{ id: string }[]>`
    update events set contact_id = ${keptId} where contact_id = ${otherId} and conversation_id is null returning id`;
  const inGroups = await tx<{ id: string }[]>`
    update messages set sender_id = ${keptId} where sender_id = ${otherId} returning id`;
  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
  return {
    identities: ids(identities),
    observations: ids(observations),
    events: ids(events),
    inGroups: ids(inGroups),
  };
}

function mergeable(record: Record): Mergeable {
  const { id: _, ...rest } = record;
  return rest;
}
