import type { Tx } from "@db/tx.ts";

/** Conversations of a connection with messages that wait to leave: its queue goes on when it may send again. */
export async function conversationsWithQueue(tx: Tx, connectionId: string): Promise<string[]> {
  const rows = await tx<{ conversation_id: string }[]>`
    select distinct conversation_id from messages where connection_id = ${connectionId} and status = 'queued'`;
  return rows.map((row) => row.conversation_id);
}
