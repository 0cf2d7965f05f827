import { newId } from "@domain/ids.ts";
import type { Sql } from "@db/tx.ts";
import { wellFormed } from "./well_formed.ts";

export type JournalEntry = { connectionId: string; key: string; part: unknown };

/**
 * Writes what came in, as it came, before anything else is done (design.md §8). Unique on (connection, provider key):
 * a duplicate webhook adds nothing. When this returns it is on disk.
 */
export async function writeJournal(sql: Sql, workspaceId: string, entries: JournalEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map((entry) => ({
    id: newId(),
    workspace_id: workspaceId,
    connection_id: entry.connectionId,
    provider_key: entry.key.replaceAll("\0", ""),
    part: sql.json(wellFormed(entry.part) as never),
  }));
  await sql`insert into inbound_journal ${
    sql(rows, "id", "workspace_id", "connection_id", "provider_key", "part")
  } on conflict (connection_id, provider_key) do nothing`;
}
