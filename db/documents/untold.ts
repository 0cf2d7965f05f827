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

/**
 * Their rows say what they said at `head`. In the transaction that wrote the rows, as its last statement: one that was
 * written to since stays marked, from now on.
 */
export async function markTold(tx: Tx, told: readonly { kind: string; id: string; head: number }[]): Promise<void> {
  await tx`
    with locked as materialized (
      select d.kind, d.id, k.head from docs d
        join unnest(${told.map((doc) => doc.kind)}::text[], ${told.map((doc) => doc.id)}::uuid[],
          ${told.map((doc) => doc.head)}::bigint[]) k (kind, id, head) on d.kind = k.kind and d.id = k.id
      where d.untold_since is not null order by d.kind, d.id for update of d
    )
    update docs d set untold_since = case when d.head = l.head then null else clock_timestamp() end
    from locked l where d.kind = l.kind and d.id = l.id`;
}
