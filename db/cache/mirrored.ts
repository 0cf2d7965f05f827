/** Which mirrored tables live in memory, and which only in PGlite. */
import type { RowsEvent } from "@domain/feed.ts";
import type { Rows } from "@domain/rows.ts";
import { CONFIG_TABLES, type TableName } from "@domain/tables.ts";

export const LIST_TABLES = [
  "contacts",
  "contact_identities",
  "observations",
  "conversations",
  "tickets",
  "scheduled_messages",
  "notifications",
] as const satisfies TableName[];
/** Paged from PGlite: too many to hold. */
export const PAGED_TABLES = ["messages", "events", "ticket_notes"] as const satisfies TableName[];

export type ConfigTable = typeof CONFIG_TABLES[number];
export type ListTable = typeof LIST_TABLES[number];
export type MemoryTable = ConfigTable | ListTable;
export type PagedTable = typeof PAGED_TABLES[number];
export type RowsEventOf<T extends TableName> = Extract<RowsEvent, { table: T }>;
/** Rows of configuration, one list a table. */
export type ConfigRows = { [T in ConfigTable]: Rows[T][] };

const config: ReadonlySet<TableName> = new Set(CONFIG_TABLES);
const paged: ReadonlySet<TableName> = new Set(PAGED_TABLES);

export function isConfig(event: RowsEvent): event is RowsEventOf<ConfigTable> {
  return config.has(event.table);
}

export function isPaged(event: RowsEvent): event is RowsEventOf<PagedTable> {
  return paged.has(event.table);
}
