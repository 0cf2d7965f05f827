import type { Sql, Tx } from "../tx.ts";

/** Newest sequence of each document, in the order asked; 0 for one that does not exist. */
export async function documentHeads(sql: Sql | Tx, refs: readonly { kind: string; id: string }[]): Promise<number[]> {
  const rows = await sql<{ head: number }[]>`
    select coalesce(d.head, 0)::float8 as head
    from unnest(${refs.map((ref) => ref.kind)}::text[], ${
    refs.map((ref) => ref.id)
  }::uuid[]) with ordinality k (kind, id, n)
    left join docs d on d.kind = k.kind and d.id = k.id order by k.n`;
  return rows.map((row) => row.head);
}
