import type { Tx } from "@db/tx.ts";

/** The next protocol number, e.g. "2026.1119.0482": day in the workspace's time zone and a count of that day. */
export async function nextProtocol(tx: Tx, workspaceId: string): Promise<string> {
  const [row] = await tx<{ day: string; n: number }[]>`
    insert into protocol_counters (workspace_id, day, n)
    select ${workspaceId}, (clock_timestamp() at time zone time_zone)::date, 1 from workspaces where id = ${workspaceId}
    on conflict (workspace_id, day) do update set n = protocol_counters.n + 1
    returning day::text as day, n`;
  const [year, month, day] = row!.day.split("-");
  return `${year}.${month}${day}.${String(row!.n).padStart(4, "0")}`;
}
