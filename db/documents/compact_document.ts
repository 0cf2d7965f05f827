import type { Sql } from "../tx.ts";

/**
 * Puts `snapshot`, the whole content up to `seq`, in place of what was stored up to there. Nothing happens when the
 * stored snapshot is as new, or when the document is not that far.
 */
export async function compactDocument(
  sql: Sql,
  kind: string,
  id: string,
  seq: number,
  snapshot: Uint8Array,
): Promise<void> {
  await sql`
    with folded as (
      update docs set snapshot = ${snapshot}, snapshot_seq = ${seq}, log_bytes = coalesce((
        select sum(octet_length(bytes)) from doc_updates where kind = ${kind} and doc_id = ${id} and seq > ${seq}), 0)
      where kind = ${kind} and id = ${id} and snapshot_seq < ${seq} and head >= ${seq}
      returning id
    )
    delete from doc_updates where kind = ${kind} and doc_id in (select id from folded) and seq <= ${seq}`;
}
