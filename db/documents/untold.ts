import type { Sql, Tx } from "../tx.ts";

export type UntoldDocument = { kind: string; id: string; memberId: string | null };

/**
 * Documents whose rows have been behind their text for longer than any living node leaves them, and who wrote last
 * (null where several did, or the log is folded). At most `limit`, the longest first.
 */
export async function untoldDocuments(sql: Sql, seconds: number, limit: number): Promise<UntoldDocument[]> {
  return await sql<UntoldDocument[]>`
    select d.kind, d.id, u.member_id as "memberId" from docs d
      left join doc_updates u on u.kind = d.kind and u.doc_id = d.id and u.seq = d.head
    where d.untold_since < clock_timestamp() - make_interval(secs => ${seconds})
    order by d.untold_since limit ${limit}`;
}

/** Their rows say what they say. In the transaction that wrote the rows, under the documents' locks. */
export async function markTold(tx: Tx, refs: readonly { kind: string; id: string }[]): Promise<void> {
  await tx`update docs d set untold_since = null
    from unnest(${refs.map((ref) => ref.kind)}::text[], ${refs.map((ref) => ref.id)}::uuid[]) k (kind, id)
    where d.kind = k.kind and d.id = k.id and d.untold_since is not null`;
}
