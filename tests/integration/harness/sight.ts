import assert from "node:assert/strict";
import { canSeeConversation, type Placed } from "@domain/policy.ts";
import { ROW_JSON } from "@db/feed/row_json.ts";
import { CONVERSATION_TABLES, OWNED_TABLES, type TableName, TABLES } from "@domain/tables.ts";
import { waitFor } from "../../support/waiting.ts";
import type { Client } from "./client.ts";
import type { World } from "./world.ts";

const HANGING: readonly string[] = CONVERSATION_TABLES;
const OWNED: readonly string[] = OWNED_TABLES;
/** Held or not by the rule of the window, but never wrong. */
export const IN_WINDOW: readonly TableName[] = ["events", "contacts", "contact_identities", "notifications"];

/** Until nothing is on its way any more: webhooks, journal, queues. Fails with what still is. */
export async function settled(world: World, limit = 20_000): Promise<void> {
  let left: string[] = [];
  await waitFor("quiet", async () => {
    await world.meta.idle();
    await world.ingested();
    left = await onItsWay(world);
    return left.length === 0 || undefined;
  }, limit).catch((error) => assert.fail(`${error.message}; on its way: ${left.join(", ")}`));
}

async function onItsWay({ db }: World): Promise<string[]> {
  const rows = await db.sql<{ what: string }[]>`
    select 'message ' || status || ' ' || direction || ' ' || id as what from messages
    where status in ('queued', 'sending', 'sent')
    union all
    select 'job ' || name || ' ' || state || ' ' || retry_count || ' ' || coalesce(started_on::text, '') from pgboss.job
    where state < 'completed' and name <> 'sweep' and start_after < now()`;
  return rows.map(({ what }) => what);
}

type Row = { id: string; conversation_id?: string | null; owner_id?: string | null };

/** All rows of this member's sight, as the feed writes them. */
export async function visibleTo(world: World, client: Client): Promise<Map<TableName, Map<string, string>>> {
  const places = await world.db.sql<(Placed & { id: string })[]>`select id, agent_id, department_id from conversations`;
  const seen = new Set(places.filter((place) => canSeeConversation(client.actor, place)).map((place) => place.id));
  const expected = new Map<TableName, Map<string, string>>();
  for (const table of TABLES) {
    const rows = await world.db.sql.unsafe<{ row: Row }[]>(
      `select ${ROW_JSON[table]} as row from ${table} t where workspace_id = $1 and deleted_at is null`,
      [world.workspaceId],
    );
    const conversationOf = (row: Row) => table === "conversations" ? row.id : row.conversation_id;
    const kept = rows.map(({ row }) => row).filter((row) => {
      if (OWNED.includes(table) && row.owner_id && row.owner_id !== client.memberId) return false;
      const conversation = conversationOf(row);
      return !HANGING.includes(table) || !conversation || seen.has(conversation);
    });
    expected.set(table, new Map(kept.map((row) => [row.id, canonical(row)])));
  }
  return expected;
}

/** What differs, or nothing. Rows must be equal both ways; those of `partial` may be missing, but are never wrong. */
export function difference(
  client: Pick<Client, "mirror" | "name">,
  expected: Map<TableName, Map<string, string>>,
  partial: readonly TableName[] = IN_WINDOW,
): string | undefined {
  for (const [table, rows] of expected) {
    const held = client.mirror.tables.get(table) ?? new Map<string, Row>();
    for (const [id, row] of held) {
      const right = rows.get(id);
      if (right === undefined) return `${table} ${id} is held and must not be`;
      if (canonical(row) !== right) return `${table} ${id} is ${canonical(row)}, not ${right}`;
    }
    if (partial.includes(table)) continue;
    for (const id of rows.keys()) if (!held.has(id)) return `${table} ${id} is missing`;
  }
}

function canonical(row: object): string {
  return JSON.stringify(
    row,
    (_, value) =>
      value && typeof value === "object" && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1))
        : value,
  );
}
