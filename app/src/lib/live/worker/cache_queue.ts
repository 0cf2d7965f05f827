/**
 * Rows on their way into the cache. They can be read from the moment they are pushed; the database follows in batches,
 * each in one transaction with the cursor it brings us to, so that a crash resumes exactly where storing stopped.
 */
import type { RowsEvent } from "@domain/feed.ts";
import type { Row } from "@domain/rows.ts";
import { applySteps, type Step } from "@db/cache/apply.ts";
import type { Sql } from "@db/cache/open.ts";
import { readContactEvents, readEvents, readMessage, readMessages } from "@db/cache/read.ts";

/** Rows in one transaction: a reader waits for at most one of these (about 20 ms). */
const BATCH_ROWS = 500;
/** Events of configuration show nowhere here. */
const NOWHERE = "";

export class CacheQueue {
  #db: Sql | undefined;
  #steps: Step[] = [];
  #draining = false;
  readonly #onBroken: (cause: unknown) => void;
  readonly #onStored: () => void;
  /** Rows not stored yet, as the screens need them. */
  readonly #messages = new Map<string, Map<string, Row<"messages">>>();
  readonly #events = new Map<string, Map<string, Row<"events">>>();

  /** `onStored`: everything up to a cursor is in the database. */
  constructor(onBroken: (cause: unknown) => void, onStored: () => void) {
    this.#onBroken = onBroken;
    this.#onStored = onStored;
  }

  get db(): Sql | undefined {
    return this.#db;
  }

  attach(db: Sql): void {
    this.#db = db;
    void this.#drain();
  }

  detach(): void {
    this.#db = undefined;
    this.#steps = [];
    this.#messages.clear();
    this.#events.clear();
  }

  push(step: Step): void {
    if (step.kind === "rows") this.#buffer(step.event);
    if (step.kind === "wipe") {
      // What waits before a wipe would be thrown away with everything else.
      this.#steps = [];
      this.#messages.clear();
      this.#events.clear();
    }
    if (step.kind === "gone") { for (const id of step.conversationIds) this.#messages.delete(id); }
    for (const part of split(step)) this.#steps.push(part);
    void this.#drain();
  }

  async messages(conversationId: string, limit: number): Promise<{ messages: Row<"messages">[]; hasOlder: boolean }> {
    const stored = this.#db ? await readMessages(this.#db, conversationId, limit) : { messages: [], hasOlder: false };
    const waiting = this.#messages.get(conversationId);
    if (!waiting) return stored;
    const byId = new Map(stored.messages.map((message) => [message.id, message]));
    for (const message of waiting.values()) {
      if (message.deleted_at === null) byId.set(message.id, message);
      else byId.delete(message.id);
    }
    const all = [...byId.values()].sort(inThread);
    return { messages: all.slice(-limit), hasOlder: stored.hasOlder || all.length > limit };
  }

  async message(id: string): Promise<Row<"messages"> | undefined> {
    for (const waiting of this.#messages.values()) {
      const found = waiting.get(id);
      if (found) return found;
    }
    return this.#db ? await readMessage(this.#db, id) : undefined;
  }

  async events(ticketId: string, limit: number): Promise<Row<"events">[]> {
    return this.#withWaiting(ticketId, this.#db ? await readEvents(this.#db, ticketId, limit) : [], limit);
  }

  /** What happened to a contact itself, newest first. */
  async contactEvents(contactId: string, limit: number): Promise<Row<"events">[]> {
    return this.#withWaiting(contactId, this.#db ? await readContactEvents(this.#db, contactId, limit) : [], limit);
  }

  #withWaiting(owner: string, stored: Row<"events">[], limit: number): Row<"events">[] {
    const waiting = this.#events.get(owner);
    if (!waiting) return stored;
    const byId = new Map(stored.map((event) => [event.id, event]));
    for (const event of waiting.values()) byId.set(event.id, event);
    return [...byId.values()].sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || (a.id < b.id ? 1 : -1)).slice(
      0,
      limit,
    );
  }

  #buffer(event: RowsEvent): void {
    if (event.table === "messages") { for (const row of event.rows) keep(this.#messages, row.conversation_id, row); }
    if (event.table === "events") {
      for (const row of event.rows) keep(this.#events, ownerOf(row), row);
    }
  }

  async #drain(): Promise<void> {
    if (this.#draining) return;
    this.#draining = true;
    while (this.#db && this.#steps.length > 0) {
      const db = this.#db;
      const batch = this.#take();
      try {
        await applySteps(db, batch);
      } catch (cause) {
        // Closed under our feet by a sign-out or a rebuild: that one decides what follows.
        if (this.#db === db) this.#onBroken(cause);
        break;
      }
      for (const step of batch) if (step.kind === "rows") this.#release(step.event);
      if (batch.some((step) => step.kind === "cursor")) this.#onStored();
    }
    this.#draining = false;
  }

  #take(): Step[] {
    let rows = 0;
    let count = 0;
    while (count < this.#steps.length && rows < BATCH_ROWS) {
      const step = this.#steps[count++]!;
      if (step.kind === "rows") rows += step.event.rows.length;
    }
    return this.#steps.splice(0, count);
  }

  /** Stored rows need not be kept, unless a newer one of the same id has come meanwhile. */
  #release(event: RowsEvent): void {
    if (event.table === "messages") { for (const row of event.rows) forget(this.#messages, row.conversation_id, row); }
    if (event.table === "events") {
      for (const row of event.rows) forget(this.#events, ownerOf(row), row);
    }
  }
}

/** Where an event shows: in its ticket's timeline, else in its contact's history. */
function ownerOf({ ticket_id, conversation_id, contact_id }: Row<"events">): string {
  return ticket_id ?? (conversation_id === null ? contact_id : null) ?? NOWHERE;
}

/** Long events in parts, so that no transaction is long. */
function split(step: Step): Step[] {
  if (step.kind !== "rows" || step.event.rows.length <= BATCH_ROWS) return [step];
  // A conversation's window must stay in one statement, or its older half would count as older than what we hold.
  if (!step.whole && step.event.table === "messages") return [step];
  const parts: Step[] = [];
  for (let i = 0; i < step.event.rows.length; i += BATCH_ROWS) {
    const event = { table: step.event.table, rows: step.event.rows.slice(i, i + BATCH_ROWS) } as RowsEvent;
    parts.push({ ...step, event });
  }
  return parts;
}

/** The order of a thread: the server's acceptance, then id. */
export function inThread(a: Row<"messages">, b: Row<"messages">): number {
  return Date.parse(a.created_at) - Date.parse(b.created_at) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function keep<R extends { id: string }>(map: Map<string, Map<string, R>>, key: string, row: R): void {
  const rows = map.get(key);
  if (rows) rows.set(row.id, row);
  else map.set(key, new Map([[row.id, row]]));
}

function forget<R extends { id: string }>(map: Map<string, Map<string, R>>, key: string, row: R): void {
  const rows = map.get(key);
  if (rows?.get(row.id) !== row) return;
  rows.delete(row.id);
  if (rows.size === 0) map.delete(key);
}
