import type { Sql, Tx } from "../tx.ts";

/** `memberId` is null for the server's own edits. */
export type StoredOwner = { clientId: number; memberId: string | null };

/** Stands for the server where a member is expected. */
export const SERVER = "00000000-0000-0000-0000-000000000000";

/** Who wrote under which Yjs client id. */
export async function clientOwners(sql: Sql | Tx, kind: string, id: string): Promise<StoredOwner[]> {
  const rows = await sql<StoredOwner[]>`
    select client_id::float8 as "clientId", nullif(member_id, ${SERVER}) as "memberId"
    from doc_clients where kind = ${kind} and doc_id = ${id}`;
  return [...rows];
}
