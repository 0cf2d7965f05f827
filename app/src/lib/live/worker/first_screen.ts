/** Shows last time's first screen until the cache is read, and keeps the picture for next time. */
import type { Mirror } from "@db/cache/mirror.ts";
import type { ListQuery } from "@db/cache/list_query.ts";
import { CONFIG_TABLES } from "@domain/tables.ts";
import { MIRROR_VERSION, type RowsEvent } from "@domain/feed.ts";
import type { LocalDb } from "../local_db.ts";
import type { ListAnswer, ListRequest } from "../rpc_types.ts";
import { readSnapshot, type Snapshot, writeSnapshot } from "./snapshot.ts";

const ROWS = 60;
const SAVE_EVERY_MS = 5_000;

export class FirstScreen {
  readonly #local: LocalDb;
  readonly #mirror: Mirror;
  /** Shown now; undefined once the real rows are there. */
  #shown: Snapshot | undefined;
  #query: ListQuery | undefined;
  /** Rows came of a load that has not ended. */
  #isHalf = false;
  /** No row came over this connection yet. */
  #isFirst = false;
  #dirty = false;
  #savedAt = 0;

  constructor(local: LocalDb, mirror: Mirror) {
    this.#local = local;
    this.#mirror = mirror;
  }

  /** Puts the picture into the mirror. `cached`: the cache holds rows to go on from. */
  async read(): Promise<{ cached: boolean; seeded: boolean }> {
    const { snapshot, cached } = await readSnapshot(this.#local);
    // Without a cache the real rows stream in from the first moment.
    if (!snapshot || !cached) return { cached, seeded: false };
    for (const event of eventsOf(snapshot)) this.#mirror.apply(event);
    this.#shown = snapshot;
    return { cached, seeded: true };
  }

  loaded(): void {
    this.#shown = undefined;
    this.#isHalf = false;
  }

  connected(): void {
    this.#isFirst = true;
  }

  /**
   * Said once, before the first rows of a connection that brings everything anew, when something was there: what the
   * picture showed must not stay beside it, nor what a load that broke off had brought, which may have left this
   * member's sight since.
   */
  isAnew(): boolean {
    if (!this.#isFirst) return false;
    this.#isFirst = false;
    const isLeft = this.#shown !== undefined || this.#isHalf;
    this.#isHalf = true;
    this.#shown = undefined;
    if (isLeft) this.#mirror.clear();
    return isLeft;
  }

  list({ query }: ListRequest, answer: Omit<ListAnswer, "partial">): ListAnswer {
    if (query.search === undefined || query.search === "") {
      if (JSON.stringify(query) !== JSON.stringify(this.#query)) this.#dirty = true;
      this.#query = query;
    }
    if (!this.#shown) return { ...answer, partial: false };
    const same = JSON.stringify(query) === JSON.stringify(this.#shown.query);
    const { total, counts } = same ? this.#shown : answer;
    return { ...answer, total: Math.max(total, answer.total), counts, partial: true };
  }

  changed(): void {
    this.#dirty = true;
  }

  save(): void {
    if (!this.#dirty || this.#shown || !this.#query || Date.now() - this.#savedAt < SAVE_EVERY_MS) return;
    this.#dirty = false;
    this.#savedAt = Date.now();
    this.#mirror.refresh();
    const { entries, counts } = this.#mirror.lists.answer(this.#query, this.#mirror.actor);
    // The rows as the server told them: what is pending is laid over again from the outbox.
    const places = entries.slice(0, ROWS);
    const base = <T>(rows: (T | undefined)[]): T[] => rows.filter((row) => row !== undefined);
    void writeSnapshot(this.#local, {
      version: MIRROR_VERSION,
      query: this.#query,
      total: entries.length,
      counts,
      config: this.#mirror.config(),
      contacts: base(places.map(({ contact }) => this.#mirror.get("contacts", contact.id))),
      conversations: base(places.map(({ id }) => this.#mirror.get("conversations", id))),
      tickets: base(places.map(({ ticket }) => this.#mirror.get("tickets", ticket.id))),
    });
  }
}

function eventsOf(snapshot: Snapshot): RowsEvent[] {
  const { contacts, conversations, tickets, config } = snapshot;
  return [
    // A table's name and its rows stay paired: both come from the same entry.
    ...CONFIG_TABLES.map((table) => ({ table, rows: config[table] }) as RowsEvent),
    { table: "contacts", rows: contacts },
    { table: "conversations", rows: conversations },
    { table: "tickets", rows: tickets },
  ];
}
