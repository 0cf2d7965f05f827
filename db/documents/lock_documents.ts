import type { Tx } from "../tx.ts";

export type LockedDocument = { kind: string; id: string; head: number; logBytes: number; snapshotBytes: number };

/**
 * Takes the documents' row locks, which order their updates. Tickets first, then documents, each by id: actions lock
 * in the same order, so that nobody waits in a circle. `tickets`: those whose rows may change with it.
 */
export async function lockDocuments(
  tx: Tx,
  refs: readonly { kind: string; id: string }[],
  tickets: readonly string[],
): Promise<LockedDocument[]> {
  if (tickets.length > 0) {
    await tx`select id from tickets where id = any(${tickets as string[]}) order by id for no key update`;
  }
  return await tx<LockedDocument[]>`
    select d.kind, d.id, d.head::float8 as head, d.log_bytes::float8 as "logBytes",
      octet_length(d.snapshot)::float8 as "snapshotBytes"
    from docs d join unnest(${refs.map((ref) => ref.kind)}::text[], ${refs.map((ref) => ref.id)}::uuid[]) k (kind, id)
      on d.kind = k.kind and d.id = k.id
    order by d.kind, d.id for update of d`;
}
