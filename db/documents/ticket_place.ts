import type { Placed } from "@domain/policy.ts";
import type { Sql } from "../tx.ts";

/** Where a ticket's document stands: as its conversation (visibility hangs on that). */
export async function ticketPlace(sql: Sql, id: string): Promise<Placed & { workspaceId: string } | undefined> {
  const [row] = await sql<(Placed & { workspaceId: string })[]>`
    select t.workspace_id as "workspaceId", c.agent_id, c.department_id
    from tickets t join conversations c on c.id = t.conversation_id
    where t.id = ${id} and t.deleted_at is null`;
  return row;
}
