import type { FeedEvents, LiveEvent, RowsEvent } from "@domain/feed.ts";
import type { Row } from "@domain/rows.ts";
import type { TableName } from "@domain/tables.ts";
import { readSse } from "./sse.ts";

type Event = { [K in keyof FeedEvents]: { event: K; data: FeedEvents[K] } }[keyof FeedEvents];
type Stored = { id: string; deleted_at: string | null; conversation_id?: string | null };

/**
 * What a browser holds: the feed's rows, applied as the worker does. Comes back by itself with its cursor, as an
 * EventSource would, until `close()` or until the server says it is nobody.
 */
export class Mirror {
  readonly tables = new Map<TableName, Map<string, Stored>>();
  readonly live: LiveEvent[] = [];
  readonly resets: string[] = [];
  /** Everything that came, by event name, to count by. */
  readonly seen: Event["event"][] = [];
  cursor: string | undefined;
  status = 0;
  ended = false;
  #levels = 0;
  #stop = new AbortController();
  #connection = new AbortController();
  #waiting = new Set<() => void>();

  /** `url` may be another server at every connection. */
  constructor(private readonly url: string | (() => string), private readonly cookie: () => string | undefined) {
    void this.#run();
  }

  rows<T extends TableName>(table: T): Row<T>[] {
    return [...this.tables.get(table)?.values() ?? []] as unknown as Row<T>[];
  }

  row<T extends TableName>(table: T, id: string): Row<T> | undefined {
    return this.tables.get(table)?.get(id) as Row<T> | undefined;
  }

  /** Waits on the feed until `ask` has an answer. */
  async until<A>(what: string, ask: () => A | undefined | false, limit = 10_000): Promise<A> {
    const timeout = AbortSignal.timeout(limit);
    while (true) {
      const answer = ask();
      if (answer !== undefined && answer !== false) return answer;
      if (timeout.aborted) throw new Error(`the feed did not bring ${what} within ${limit} ms`);
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.#waiting.delete(wake);
          timeout.removeEventListener("abort", wake);
          resolve();
        };
        this.#waiting.add(wake);
        timeout.addEventListener("abort", wake);
      });
    }
  }

  /** The server has said so since the mirror began, or began anew. */
  get isLevel(): boolean {
    return this.#levels > 0;
  }

  /** Until the server says that this mirror is level, once more than now (or at all). */
  async level(): Promise<void> {
    const before = this.cursor === undefined ? 0 : this.#levels;
    await this.until("level", () => this.#levels > before);
  }

  message(id: string, ...statuses: string[]): Promise<Row<"messages">> {
    return this.until(`message ${id} ${statuses}`, () => {
      const row = this.row("messages", id);
      return row && (statuses.length === 0 || statuses.includes(row.status)) ? row : undefined;
    });
  }

  /** The line goes dead; `reconnect` (or the next turn) comes back with the cursor. */
  disconnect(): void {
    this.#paused = Promise.withResolvers<void>();
    this.#connection.abort();
  }

  reconnect(): void {
    this.#paused?.resolve();
    this.#paused = undefined;
  }
  #paused: PromiseWithResolvers<void> | undefined;

  close(): void {
    this.#stop.abort();
    this.#connection.abort();
    this.reconnect();
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      await this.#paused?.promise;
      if (this.#stop.signal.aborted) break;
      this.#connection = new AbortController();
      try {
        const url = typeof this.url === "string" ? this.url : this.url();
        const response = await fetch(`${url}/api/feed${this.cursor ? `?cursor=${this.cursor}` : ""}`, {
          headers: { cookie: `session=${this.cookie() ?? ""}` },
          signal: this.#connection.signal,
        });
        this.status = response.status;
        // Everything comes: what a load that broke off brought may have left sight since.
        if (this.cursor === undefined) this.tables.clear();
        if (response.status !== 200) {
          await response.body?.cancel();
          if (response.status < 500) break;
          throw new Error(`the feed answered ${response.status}`);
        }
        for await (const { event, data, id } of readSse(response.body!)) {
          this.#apply({ event, data: JSON.parse(data) } as Event, id);
        }
      } catch {
        // Cut, or nobody there: it comes back, not in a hurry.
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      this.#wake();
    }
    this.ended = true;
    this.#wake();
  }

  #apply(event: Event, id: string | undefined): void {
    this.seen.push(event.event);
    switch (event.event) {
      case "rows":
        this.#put(event.data);
        break;
      case "gone":
        for (const gone of event.data.conversationIds) this.#drop(gone);
        break;
      case "reset":
        this.resets.push(event.data.reason);
        this.tables.clear();
        this.cursor = undefined;
        this.#levels = 0;
        break;
      case "live":
        this.live.push(event.data);
        break;
      case "level":
        this.#levels++;
        break;
    }
    if (id !== undefined) this.cursor = id;
    this.#wake();
  }

  #put({ table, rows }: RowsEvent): void {
    const held = this.tables.get(table) ?? new Map<string, Stored>();
    this.tables.set(table, held);
    for (const row of rows) {
      if (row.deleted_at !== null) held.delete(row.id);
      else held.set(row.id, row);
    }
  }

  #drop(conversationId: string): void {
    this.tables.get("conversations")?.delete(conversationId);
    for (const held of this.tables.values()) {
      for (const [id, row] of held) if (row.conversation_id === conversationId) held.delete(id);
    }
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}
