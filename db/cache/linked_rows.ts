/** The rows held in memory, and which hang on which. */
import type { RowsEvent } from "@domain/feed.ts";
import type { Row } from "@domain/rows.ts";
import { emptyTables, put, putConfig, putLinked, rowsOf } from "./memory_tables.ts";

export class LinkedRows {
  tables = emptyTables();
  readonly #conversations = new Map<string, Set<string>>();
  readonly #tickets = new Map<string, Set<string>>();
  readonly #scheduled = new Map<string, Set<string>>();
  readonly #notifications = new Map<string, Set<string>>();
  readonly #identities = new Map<string, Set<string>>();
  readonly #observations = new Map<string, Set<string>>();

  /** Puts rows in place; deleted ones go. Rows of paged tables are not held. */
  put(event: RowsEvent): void {
    switch (event.table) {
      case "messages":
      case "ticket_notes":
      case "events":
        return;
      case "contacts":
        return put(this.tables.contacts, event.rows);
      case "contact_identities":
        return putLinked(this.tables.contact_identities, this.#identities, event.rows, (row) => row.contact_id);
      case "observations":
        return putLinked(this.tables.observations, this.#observations, event.rows, (row) => row.contact_id);
      case "conversations":
        for (const row of event.rows) if (row.deleted_at !== null) this.drop(row.id);
        return putLinked(this.tables.conversations, this.#conversations, event.rows, (row) => row.contact_id);
      case "tickets":
        return putLinked(this.tables.tickets, this.#tickets, event.rows, (row) => row.conversation_id);
      case "scheduled_messages":
        return putLinked(this.tables.scheduled_messages, this.#scheduled, event.rows, (row) => row.conversation_id);
      case "notifications":
        return putLinked(this.tables.notifications, this.#notifications, event.rows, (row) => row.conversation_id);
      default:
        putConfig(this.tables, event);
    }
  }

  /** A conversation goes with everything that hangs on it. Out: its row, if it was held. */
  drop(conversationId: string): Row<"conversations"> | undefined {
    for (const id of this.#tickets.get(conversationId) ?? []) this.tables.tickets.delete(id);
    this.#tickets.delete(conversationId);
    for (const id of this.#scheduled.get(conversationId) ?? []) this.tables.scheduled_messages.delete(id);
    this.#scheduled.delete(conversationId);
    for (const id of this.#notifications.get(conversationId) ?? []) this.tables.notifications.delete(id);
    this.#notifications.delete(conversationId);
    const row = this.tables.conversations.get(conversationId);
    if (row?.contact_id) this.#conversations.get(row.contact_id)?.delete(conversationId);
    this.tables.conversations.delete(conversationId);
    return row;
  }

  clear(): void {
    this.tables = emptyTables();
    for (const map of [this.#conversations, this.#tickets, this.#scheduled, this.#notifications]) map.clear();
    for (const map of [this.#identities, this.#observations]) map.clear();
  }

  /** Of a group: none, they hang on nobody. */
  conversationIds(contactId: string): Iterable<string> {
    return this.#conversations.get(contactId) ?? [];
  }

  conversations(contactId: string): Row<"conversations">[] {
    return rowsOf(this.#conversations.get(contactId), this.tables.conversations);
  }

  tickets(conversationId: string): Row<"tickets">[] {
    return rowsOf(this.#tickets.get(conversationId), this.tables.tickets);
  }

  scheduled(conversationId: string): Row<"scheduled_messages">[] {
    return rowsOf(this.#scheduled.get(conversationId), this.tables.scheduled_messages);
  }

  /** Conversations for which something is, or was, scheduled. */
  scheduledIn(): Iterable<string> {
    return this.#scheduled.keys();
  }

  identities(contactId: string): Row<"contact_identities">[] {
    return rowsOf(this.#identities.get(contactId), this.tables.contact_identities);
  }

  observations(contactId: string): Row<"observations">[] {
    return rowsOf(this.#observations.get(contactId), this.tables.observations);
  }
}
