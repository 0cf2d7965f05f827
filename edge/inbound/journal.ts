import { newId } from "@domain/ids.ts";
import type { Sql } from "@db/tx.ts";
import { inGroups } from "./groups.ts";
import { wellFormed } from "./well_formed.ts";

export type JournalEntry = { connectionId: string; key: string; part: unknown };
export type Journal = {
  /**
   * Writes what came in, as it came, before anything else is done (design.md §8). Unique on (connection, provider key):
   * a duplicate webhook adds nothing. When this returns it is on disk.
   */
  write(entries: JournalEntry[]): Promise<void>;
  /** Are providers waiting for answers, many at a time? Then whoever can wait should. */
  isBusy(): boolean;
};

type Row = { id: string; connectionId: string; key: string; part: string };

/** Characters of one statement: a few busy milliseconds' webhooks, or one of the largest. */
const MOST = 4 * 1024 * 1024;
/** So many webhooks in one commit come only when they come faster than one by one could be answered. */
const BUSY = 8;

/** One journal a node: what arrives while a group commits is the next group, so that under load many share one commit. */
export function openJournal(sql: Sql): Journal {
  let writing = 0;
  const write = inGroups(async (groups: Row[][]) => {
    writing = groups.length;
    try {
      return await insert(sql, groups);
    } finally {
      writing = 0;
    }
  }, {
    most: MOST,
    weightOf: (rows) => rows.reduce((sum, { part }) => sum + part.length, 0),
  });
  return {
    async write(entries) {
      if (entries.length > 0) await write(entries.map(rowOf));
    },
    isBusy: () => writing >= BUSY,
  };
}

function rowOf({ connectionId, key, part }: JournalEntry): Row {
  return { id: newId(), connectionId, key: key.replaceAll("\0", ""), part: jsonOf(part) };
}

/** Whatever PostgreSQL cannot hold is an escape in JSON; without one there is nothing to clean. */
function jsonOf(part: unknown): string {
  const text = JSON.stringify(part);
  return text.includes("\\u") ? JSON.stringify(wellFormed(part)) : text;
}

/**
 * The workspace is the connection's own, whatever the caller believed; for a connection that is gone there is nobody
 * to receive anything. In the order they came: ids made in one millisecond still tell which was first.
 */
async function insert(sql: Sql, groups: Row[][]): Promise<void[]> {
  const rows = groups.flat();
  await sql`
    insert into inbound_journal (id, workspace_id, connection_id, provider_key, part)
    select r.id, c.workspace_id, c.id, r.key, r.part::jsonb
    from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.connectionId)}::uuid[],
      ${rows.map((row) => row.key)}::text[], ${rows.map((row) => row.part)}::text[])
      with ordinality as r (id, connection_id, key, part, place)
    join connections c on c.id = r.connection_id
    order by r.place
    on conflict (connection_id, provider_key) do nothing`;
  return groups.map(() => undefined);
}
