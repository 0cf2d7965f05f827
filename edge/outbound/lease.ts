import type { Sql } from "@db/tx.ts";

/** Longer than one request may take. A dead node's conversations are taken over after this. */
const SECONDS = 40;

/** Takes or renews the right to send a conversation's queue. False while another node (or worker) has it. */
export async function holdLease(sql: Sql, workspaceId: string, conversationId: string, node: string): Promise<boolean> {
  const rows = await sql`
    insert into deliveries (conversation_id, workspace_id, node, until)
    values (${conversationId}, ${workspaceId}, ${node}, clock_timestamp() + ${`${SECONDS} seconds`}::interval)
    on conflict (conversation_id) do update set node = excluded.node, until = excluded.until
      where deliveries.until < clock_timestamp() or deliveries.node = excluded.node
    returning 1`;
  return rows.length > 0;
}

export async function releaseLease(sql: Sql, conversationId: string, node: string): Promise<void> {
  await sql`delete from deliveries where conversation_id = ${conversationId} and node = ${node}`;
}
