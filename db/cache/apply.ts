/** Rows from the feed into the cache, many at a time, together with the cursor they bring us to. */
import type { RowsEvent } from "@domain/feed.ts";
import { CONVERSATION_TABLES, type TableName, TABLES } from "@domain/tables.ts";
import { fold } from "@domain/fold.ts";
import type { Sql } from "./open.ts";
import { COLUMNS } from "./tables.ts";

export type Step =
  /**
   * `whole`: part of a load that brings everything. Otherwise a message older than all we hold of its conversation is
   * left out: it would leave a hole before it that paging back could not see.
   */
  | { kind: "rows"; event: RowsEvent; whole: boolean }
  | { kind: "gone"; conversationIds: readonly string[] }
  | { kind: "cursor"; cursor: string }
  | { kind: "wipe" };

type Tx = Parameters<Parameters<Sql["transaction"]>[0]>[0];
type AnyRow = RowsEvent["rows"][number];

/** Applies the steps in order in one transaction. A repeat changes nothing. */
export async function applySteps(db: Sql, steps: readonly Step[]): Promise<void> {
  await db.transaction(async (tx) => {
    for (const step of steps) await applyStep(tx, step);
  });
}

async function applyStep(tx: Tx, step: Step): Promise<void> {
  switch (step.kind) {
    case "rows":
      return await upsert(tx, step.event, step.whole);
    case "gone":
      return await dropConversations(tx, step.conversationIds);
    case "cursor":
      await tx.query(
        "insert into meta (key, value) values ('cursor', $1) on conflict (key) do update set value = excluded.value",
        [step.cursor],
      );
      return;
    case "wipe":
      await tx.exec(`truncate meta, ${TABLES.join(", ")}`);
  }
}

async function dropConversations(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const table of CONVERSATION_TABLES) {
    const column = table === "conversations" ? "id" : "conversation_id";
    await tx.query(`delete from ${table} where ${column} = any($1::uuid[])`, [ids]);
  }
  await tx.query("delete from meta where key = any($1::text[])", [ids.map((id) => `start:${id}`)]);
}

async function upsert(tx: Tx, event: RowsEvent, whole: boolean): Promise<void> {
  const { table } = event;
  // Twice the same id in one statement is an error in SQL; the later one counts.
  const latest = new Map<string, AnyRow>();
  for (const row of event.rows) latest.set(row.id, row);
  const deleted = [...latest.values()].filter((row) => row.deleted_at !== null).map((row) => row.id);
  // A conversation goes with what hangs on it; what went into another one (a merge) comes by itself, after this.
  if (deleted.length > 0 && table === "conversations") await dropConversations(tx, deleted);
  else if (deleted.length > 0) await tx.query(`delete from ${table} where id = any($1::uuid[])`, [deleted]);
  const kept = [...latest.values()].filter((row) => row.deleted_at === null);
  if (kept.length === 0) return;
  const json = JSON.stringify(kept.map((row) => record(table, row)));
  if (table === "messages" && !whole) await tx.query(FORGET_START, [json]);
  await tx.query(UPSERT[table](whole), [json]);
}

/** Something older came into a thread that was whole (a merge): its beginning is not here any more. */
const FORGET_START = `delete from meta where key in (
  select 'start:' || r.conversation_id from json_to_recordset($1) as r(conversation_id uuid, at timestamptz)
  where r.at < (select min(m.at) from messages m where m.conversation_id = r.conversation_id))`;

/** One element of the array that json_to_recordset reads: the columns and the row's own text. */
function record(table: TableName, row: AnyRow): Record<string, unknown> {
  const source: Record<string, unknown> = row;
  const result: Record<string, unknown> = { id: row.id, row: JSON.stringify(row) };
  for (const column of Object.keys(COLUMNS[table])) {
    if (column === "folded") result[column] = fold(wordsOf(source));
    else if (column === "at") result[column] = source.created_at ?? source.at;
    else result[column] = source[column];
  }
  return result;
}

/** What a message or a note is found by; a file by its name too. */
function wordsOf({ body, text, media }: Record<string, unknown>): string {
  const name = typeof media === "object" && media !== null && "name" in media ? media.name : "";
  return `${body ?? text ?? ""} ${name}`;
}

const UPSERT = Object.fromEntries(
  TABLES.map((table) => [table, (whole: boolean) => upsertSql(table, table === "messages" && !whole)]),
) as Record<TableName, (whole: boolean) => string>;

function upsertSql(table: TableName, keepFloor: boolean): string {
  const columns = ["id", ...Object.keys(COLUMNS[table]), "row"];
  const types = columns.map((column) =>
    `${column} ${column === "id" ? "uuid" : column === "row" ? "text" : COLUMNS[table][column]}`
  );
  const floor = keepFloor
    ? ` where r.at >= coalesce((select min(m.at) from messages m where m.conversation_id = r.conversation_id), '-infinity')`
    : "";
  return `insert into ${table} (${columns.join(", ")})
    select ${columns.map((column) => `r.${column}`).join(", ")} from json_to_recordset($1) as r(${
    types.join(", ")
  })${floor}
    on conflict (id) do update set ${columns.slice(1).map((column) => `${column} = excluded.${column}`).join(", ")}`;
}
