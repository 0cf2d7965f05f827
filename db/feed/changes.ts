import type { Placed } from "@domain/policy.ts";
import { CONVERSATION_TABLES, OWNED_TABLES, type TableName, TABLES } from "@domain/tables.ts";
import type { Sql, Tx } from "../tx.ts";
import { ROW_JSON } from "./row_json.ts";

/** A changed row with what deciding its visibility needs. `json` is the row as it travels. */
export type Change = {
  table: TableName;
  workspaceId: string;
  /** transaction id that wrote it */
  version: bigint;
  id: string;
  json: string;
  /** For rows that hang on a conversation. */
  conversationId: string | null;
  at: Placed | null;
  /** Whose alone it is. */
  ownerId: string | null;
  /** Conversations only: changed hands within this range. */
  moved: boolean;
};

type Raw = {
  t: TableName;
  workspace_id: string;
  version: bigint;
  id: string;
  json: string;
  conversation_id: string | null;
  agent_id: string | null;
  department_id: string | null;
  owner_id: string | null;
  moved: boolean;
};

const HANGING = new Set<TableName>(CONVERSATION_TABLES);
const OWNED = new Set<TableName>(OWNED_TABLES);

export type Horizon = {
  xmin: bigint;
  /** Nothing at or above it is seen; of what lies between, some is. */
  xmax: bigint;
  busy: boolean;
  /** Null when PostgreSQL has crashed and nobody has named what began then (`ensureEpoch`). */
  epoch: string | null;
};

/**
 * Everything below `xmin` is committed or aborted: no later commit can slip under it. `busy` when transactions that
 * have written are still open: what they commit shows at a later look.
 */
export async function horizon(sql: Sql | Tx): Promise<Horizon> {
  const [row] = await sql<Horizon[]>`
    select pg_snapshot_xmin(s)::text::bigint as xmin, pg_snapshot_xmax(s)::text::bigint as xmax, pg_snapshot_xmin(s) < pg_snapshot_xmax(s) as busy,
      (select substr(md5(name || current_database()), 1, 12) from feed_epochs) as epoch
    from pg_current_snapshot() s`;
  return row!;
}

/**
 * Names this database since its last crash, and answers the name. Transaction ids mean nothing in another database (a
 * restored backup, a moved installation), and after a crash ids are given again that nobody had committed but whose
 * number readers had seen; so a cursor carries the name.
 */
export async function ensureEpoch(sql: Sql): Promise<string> {
  const { epoch } = await horizon(sql);
  if (epoch !== null) return epoch;
  await sql.begin(async (tx) => {
    // It has no index to be unique by.
    await tx`lock table feed_epochs in exclusive mode`;
    await tx`insert into feed_epochs select gen_random_uuid() where not exists (select from feed_epochs)`;
  });
  return (await horizon(sql)).epoch!;
}

/**
 * All mirrored rows written in `[from, to)`, one statement. With a workspace: only its rows (a client catching up);
 * without: the whole node's tick. One index probe a table when nothing changed.
 */
export async function readChanges(sql: Sql | Tx, from: bigint, to: bigint, workspaceId?: string): Promise<Change[]> {
  const rows = await sql.unsafe<Raw[]>(
    workspaceId ? ONE : ALL,
    workspaceId ? [String(from), String(to), workspaceId] : [String(from), String(to)],
  );
  return rows.map((row) => ({
    table: row.t,
    workspaceId: row.workspace_id,
    version: row.version,
    id: row.id,
    json: row.json,
    conversationId: row.conversation_id,
    at: HANGING.has(row.t) && row.conversation_id !== null
      ? { agent_id: row.agent_id, department_id: row.department_id }
      : null,
    ownerId: row.owner_id,
    moved: row.moved,
  }));
}

function statement(one: boolean): string {
  const within = (column: string) => `(t.${column} >= $1::text::xid8 and t.${column} < $2::text::xid8)`;
  const parts = TABLES.map((table) => {
    // A move counts where it happened: when the row was written again before we look, its version lies beyond.
    const range = (table === "conversations" ? `(${within("version")} or ${within("sight")})` : within("version")) +
      (one ? " and t.workspace_id = $3" : "");
    const hanging = HANGING.has(table);
    const conversation = table === "conversations" ? "t.id" : hanging ? "t.conversation_id" : "null::uuid";
    const place = table === "conversations" ? "t" : "c";
    const moved = table === "conversations" ? "t.sight >= $1::text::xid8" : "false";
    return `select '${table}' as t, t.workspace_id, t.version::text::bigint as version, t.id, ${
      ROW_JSON[table]
    }::text as json,
      ${conversation} as conversation_id, ${hanging ? `${place}.agent_id` : "null::uuid"} as agent_id,
      ${hanging ? `${place}.department_id` : "null::uuid"} as department_id,
      ${OWNED.has(table) ? "t.owner_id" : "null::uuid"} as owner_id, ${moved} as moved
      from ${table} t ${
      hanging && table !== "conversations" ? "left join conversations c on c.id = t.conversation_id" : ""
    }
      where ${range}`;
  });
  return parts.join(" union all ");
}

const ALL = statement(false);
const ONE = statement(true);
