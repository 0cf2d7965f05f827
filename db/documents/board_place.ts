import type { Sql } from "../tx.ts";

export type BoardPlace = { workspaceId: string; isArchived: boolean };

/** Whose a board's document is, and whether it still lives. */
export async function boardPlace(sql: Sql, id: string): Promise<BoardPlace | undefined> {
  const [row] = await sql<BoardPlace[]>`
    select workspace_id as "workspaceId", archived_at is not null as "isArchived"
    from boards where id = ${id} and deleted_at is null`;
  return row;
}
