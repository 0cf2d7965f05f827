/**
 * The cache's tables. A row lies as the JSON text the feed brought (nothing to convert back), beside the few columns
 * that are searched or sorted by. Disposable: what cannot be fetched again is in the outbox, never here.
 */
import { type TableName, TABLES } from "@domain/tables.ts";

/** Column → SQL type, for the tables that are queried by more than their id. */
export const COLUMNS: Record<TableName, Record<string, string>> = {
  workspaces: {},
  roles: {},
  members: {},
  departments: {},
  tags: {},
  custom_fields: {},
  choices: {},
  flows: {},
  connections: {},
  templates: {},
  quick_replies: {},
  gallery_items: {},
  macros: {},
  saved_views: {},
  boards: {},
  contacts: {},
  contact_identities: {},
  observations: {},
  conversations: {},
  tickets: { conversation_id: "uuid" },
  ticket_notes: { conversation_id: "uuid", folded: "text" },
  scheduled_messages: { conversation_id: "uuid" },
  messages: { conversation_id: "uuid", at: "timestamptz", folded: "text" },
  events: { conversation_id: "uuid", ticket_id: "uuid", contact_id: "uuid", at: "timestamptz" },
  notifications: { conversation_id: "uuid" },
};

export function createTables(): string {
  const tables = TABLES.map((name) => {
    const columns = Object.entries(COLUMNS[name]).map(([column, type]) => `${column} ${type}, `).join("");
    return `create table if not exists ${name} (id uuid primary key, ${columns}row text not null);`;
  });
  return [
    "create table if not exists meta (key text primary key, value text not null);",
    ...tables,
    // Pages of a thread, and "is it older than what we hold" when rows come.
    "create index if not exists messages_page on messages (conversation_id, at, id);",
    "create index if not exists events_page on events (ticket_id, at);",
    "create index if not exists events_contact on events (contact_id, at) where conversation_id is null;",
    // What leaves sight goes with its conversation.
    "create index if not exists events_conversation on events (conversation_id);",
    "create index if not exists tickets_conversation on tickets (conversation_id);",
    "create index if not exists scheduled_conversation on scheduled_messages (conversation_id);",
    "create index if not exists notifications_conversation on notifications (conversation_id);",
    "create index if not exists notes_conversation on ticket_notes (conversation_id);",
  ].join("\n");
}
