import type { Placed } from "@domain/policy.ts";
import type { Sql } from "../tx.ts";

export type TicketPlace = Placed & { workspaceId: string; conversationId: string };

/** Where a ticket's document stands: as its conversation (visibility hangs on that). Nowhere when that was erased. */
export async function ticketPlace(sql: Sql, id: string): Promise<TicketPlace | undefined> {
  const [row] = await sql<TicketPlace[]>`
    select t.workspace_id as "workspaceId", c.id as "conversationId", c.agent_id, c.department_id
    from tickets t join conversations c on c.id = t.conversation_id
    where t.id = ${id} and t.deleted_at is null and c.deleted_at is null`;
  return row;
}
