import { type Row, ROWS, type TableName, TABLES } from "@domain/rows.ts";

const TIMES = new Set(["at", "waiting_since", "free_text_until"]);

/**
 * The SQL expression that makes a table's row exactly what `ROWS` promises the browser: only its columns, times through
 * `iso()`, money as text. `alias` is the table's alias in the query.
 */
export function rowJson(table: TableName, alias: string): string {
  const pairs = Object.keys(ROWS[table].shape).map((column) => {
    const field = `${alias}.${column}`;
    if (column.endsWith("_at") || TIMES.has(column)) return `'${column}', iso(${field})`;
    if (table === "tickets" && column === "value") return `'${column}', ${field}::text`;
    return `'${column}', ${field}`;
  });
  return `json_build_object(${pairs.join(", ")})`;
}

/** `select` lists of all tables, made once. */
export const ROW_JSON = Object.fromEntries(TABLES.map((table) => [table, rowJson(table, "t")])) as Record<
  TableName,
  string
>;

/** What `rowJson` yields, parsed by the driver. Trusted: the schema test compares ROWS with the real columns. */
export type JsonRow<T extends TableName> = { row: Row<T> };
