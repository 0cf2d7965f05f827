import type { Sql, Tx } from "../tx.ts";

export type StoredUpdate = { seq: number; bytes: Uint8Array };

/** Updates after `seq`, in order. */
export async function readTail(sql: Sql | Tx, kind: string, id: string, seq: number): Promise<StoredUpdate[]> {
  const rows = await sql<StoredUpdate[]>`
    select seq::float8 as seq, bytes from doc_updates
    where kind = ${kind} and doc_id = ${id} and seq > ${seq} order by doc_updates.seq`;
  return [...rows];
}
