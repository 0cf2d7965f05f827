import { MERGE_UNDO_DAYS, type Mergeable } from "@domain/merge.ts";
import { type Refusal, refuse } from "@domain/error.ts";
import type { Tx } from "@db/tx.ts";
import { partThreads } from "./join_threads.ts";
import { lockPair, ownThreads, writeContact } from "./merge_contacts.ts";
import type { MergeUndo } from "./merge_undo.ts";

/**
 * Takes a merge back: everything goes where it was; what came since (new tickets, edits, addresses) stays with the one
 * that was kept. Refused with `undo_over` when the time has passed, or when the kept one is itself gone since.
 */
export async function unmergeContacts(
  tx: Tx,
  mergeId: string,
): Promise<{ ok: true; keptId: string; otherId: string; name: string; threads: string[] } | Refusal> {
  const [merge] = await tx<{ kept_id: string; other_id: string; undo: MergeUndo; is_over: boolean; undone: boolean }[]>`
    select kept_id, other_id, undo, undone_at is not null as undone,
      at < clock_timestamp() - ${`${MERGE_UNDO_DAYS} days`}::interval as is_over
    from contact_merges where id = ${mergeId} for update`;
  if (!merge || merge.undone || merge.is_over) return refuse("undo_over");
  const { kept_id: keptId, other_id: otherId, undo } = merge;
  const [now] = await lockPair(tx, keptId, otherId);
  if (!now) return refuse("undo_over");
  await tx`
    select id from conversations where contact_id = any(${[keptId, otherId]}::uuid[]) order by id for update`;
  for (const thread of undo.joined) await partThreads(tx, thread);
  await ownThreads(tx, undo.conversations, otherId);
  await tx`
    update contact_identities set contact_id = ${otherId}
    where id = any(${undo.identities}::uuid[]) and contact_id = ${keptId}`;
  await tx`
    update observations set contact_id = ${otherId}
    where id = any(${undo.observations}::uuid[]) and contact_id = ${keptId}`;
  await tx`update events set contact_id = ${otherId} where id = any(${undo.events}::uuid[])`;
  // A merge of before there were groups has none.
  await tx`update messages set sender_id = ${otherId} where id = any(${undo.inGroups ?? []}::uuid[])`;
  await writeContact(tx, keptId, restored(now, undo));
  const [other] = await tx<{ name: string }[]>`
    update contacts set deleted_at = null where id = ${otherId} returning name`;
  await tx`update contact_merges set undone_at = clock_timestamp(), undo = '{}' where id = ${mergeId}`;
  return { ok: true, keptId, otherId, name: other!.name, threads: undo.joined.flatMap((one) => [one.from, one.into]) };
}

/** A value that nobody has changed since the merge is as it was before it. */
function restored(now: Mergeable, { before, after }: MergeUndo): Mergeable {
  const same = (a: unknown, b: unknown) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
  const keys = Object.keys(before) as (keyof Mergeable)[];
  return Object.fromEntries(
    keys.map((key) => [key, same(now[key], after[key]) ? before[key] : now[key]]),
  ) as Mergeable;
}

/** `jsonb` keeps keys in an order of its own. */
function sorted(value: unknown): unknown {
  return value !== null && typeof value === "object" && !Array.isArray(value)
    ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    : value;
}
