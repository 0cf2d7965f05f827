import { type Row, ROWS } from "@domain/rows.ts";
import { type TableName, TABLES } from "@domain/tables.ts";

const TIMES = new Set(["at", "waiting_since", "free_text_until", "rating_until", "snoozed_until"]);

/**
 * The SQL expression that makes a table's row exactly what `ROWS` promises the browser: only its columns, times through
 * `iso()`, money as text. `alias` is the table's alias in the query.
 */
export function rowJson(table: TableName, alias: string): string {
  const columns = Object.keys(ROWS[table].shape).map((column) => {
    const field = `${alias}.${column}`;
    if (column.endsWith("_at") || TIMES.has(column)) return `iso(${field}) as ${column}`;
    if (table === "tickets" && column === "value") return `${field}::text as ${column}`;
    return field;
  });
  // row_to_json writes no spaces; json_build_object would add a tenth to every feed.
  return `(select row_to_json(r) from (select ${columns.join(", ")}) r)`;
}

/** `select` lists of all tables, made once. */
export const ROW_JSON = Object.fromEntries(TABLES.map((table) => [table, rowJson(table, "t")])) as Record<
  TableName,
  string
>;

/** What `rowJson` yields, parsed by the driver. Trusted: the schema test compares ROWS with the real columns. */
export type JsonRow<T extends TableName> = { row: Row<T> };
