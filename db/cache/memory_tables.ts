import type { RowsEvent } from "@domain/feed.ts";
import type { Rows } from "@domain/rows.ts";
import { CONFIG_TABLES } from "@domain/tables.ts";
import type { MemoryTable } from "./mirrored.ts";

export type Tables = { [T in MemoryTable]: Map<string, Rows[T]> };

/** Rows by id, table by table, and ids by what they hang on. */
export function emptyTables(): Tables {
  return {
    workspaces: new Map(),
    roles: new Map(),
    members: new Map(),
    departments: new Map(),
    tags: new Map(),
    custom_fields: new Map(),
    choices: new Map(),
    flows: new Map(),
    connections: new Map(),
    templates: new Map(),
    quick_replies: new Map(),
    gallery_items: new Map(),
    macros: new Map(),
    saved_views: new Map(),
    boards: new Map(),
    contacts: new Map(),
    contact_identities: new Map(),
    observations: new Map(),
    conversations: new Map(),
    tickets: new Map(),
    scheduled_messages: new Map(),
    notifications: new Map(),
  };
}

type Mirrored = { id: string; deleted_at: string | null };

export function put<R extends Mirrored>(table: Map<string, R>, rows: readonly R[]): void {
  for (const row of rows) {
    if (row.deleted_at === null) table.set(row.id, row);
    else table.delete(row.id);
  }
}

export function putConfig(tables: Tables, event: RowsEvent): void {
  const table = CONFIG_TABLES.find((name) => name === event.table);
  // The compiler cannot join a table's name with its rows through a union; the event's own type did.
  if (table) put<Mirrored>(tables[table] as Map<string, Mirrored>, event.rows);
}

/** As `put`, and says by `key` what each row hangs on, if anything: a row that moved hangs on the new one only. */
export function putLinked<R extends Mirrored>(
  table: Map<string, R>,
  links: Map<string, Set<string>>,
  rows: readonly R[],
  key: (row: R) => string | null,
): void {
  for (const row of rows) {
    const before = table.get(row.id);
    const [from, to] = [before && key(before), key(row)];
    if (from) links.get(from)?.delete(row.id);
    if (to) link(links, to, row);
  }
  put(table, rows);
}

function link(map: Map<string, Set<string>>, key: string, row: Mirrored): void {
  const ids = map.get(key);
  if (row.deleted_at !== null) ids?.delete(row.id);
  else if (ids) ids.add(row.id);
  else map.set(key, new Set([row.id]));
}

export function add<V>(map: Map<string, V[]>, key: string, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

export function rowsOf<R>(ids: Iterable<string> | undefined, table: Map<string, R>): R[] {
  const rows: R[] = [];
  for (const id of ids ?? []) {
    const row = table.get(id);
    if (row) rows.push(row);
  }
  return rows;
}
