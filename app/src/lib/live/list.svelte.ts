import type { ListCounts, ListQuery, ListRow, TicketList } from "./desk_api.ts";
import type { LeaderClient } from "./rpc.ts";
import type { ListAnswer } from "./rpc_types.ts";
import { noCounts } from "@db/cache/list_query.ts";

/** Rows asked for beyond those in sight, so that a flick finds them there. */
const AROUND = 40;

/** A live window into a list that lies in the worker. */
export class LiveList implements TicketList {
  readonly #client: LeaderClient;
  readonly #onClose: (list: LiveList) => void;
  #query = $state.raw<ListQuery>({ view: "todos", sort: "newest" });
  #total = $state.raw(0);
  #counts = $state.raw<ListCounts>(noCounts());
  #loading = $state.raw(true);
  #rows = $state.raw(new Map<number, ListRow>());
  #indexes = $state.raw(new Map<string, number>());
  // What steers the asking is not for screens to react to.
  #stamps = new Map<ListRow, number>();
  #first = 0;
  #last = AROUND;
  #find: string | undefined;
  #asking = false;
  #stale = false;
  #closed = false;
  #version = 0;

  constructor(client: LeaderClient, query: ListQuery, onClose: (list: LiveList) => void) {
    this.#client = client;
    this.#onClose = onClose;
    this.#query = query;
    this.refresh();
  }

  get query(): ListQuery {
    return this.#query;
  }

  set query(query: ListQuery) {
    if (JSON.stringify(query) === JSON.stringify(this.#query)) return;
    this.#query = query;
    this.#loading = true;
    this.#version++;
    this.#first = 0;
    this.#last = AROUND;
    this.#find = undefined;
    this.refresh();
  }

  get total(): number {
    return this.#total;
  }

  get counts(): ListCounts {
    return this.#counts;
  }

  get loading(): boolean {
    return this.#loading;
  }

  row(index: number): ListRow | undefined {
    return this.#rows.get(index);
  }

  indexOf(ticketId: string): number {
    const index = this.#indexes.get(ticketId);
    if (index !== undefined) return index;
    // Outside the window: the worker knows, and the answer makes this change.
    if (this.#find !== ticketId) {
      this.#find = ticketId;
      queueMicrotask(() => this.refresh());
    }
    return -1;
  }

  ticketIdAt(index: number): string | undefined {
    return this.#rows.get(index)?.ticket.id;
  }

  show(first: number, last: number): void {
    const covered = first >= this.#first && last <= this.#last;
    if (covered) return;
    this.#first = Math.max(0, first - AROUND);
    this.#last = last + AROUND;
    this.refresh();
  }

  close(): void {
    this.#closed = true;
    this.#onClose(this);
  }

  /** Asks again; at most one question is under way. */
  refresh(): void {
    this.#stale = true;
    if (!this.#asking && !this.#closed) void this.#ask();
  }

  async #ask(): Promise<void> {
    this.#asking = true;
    while (this.#stale && !this.#closed) {
      this.#stale = false;
      const version = this.#version;
      const query = $state.snapshot(this.#query);
      try {
        const answer = await this.#client.call("list", {
          query,
          first: this.#first,
          last: this.#last,
          find: this.#find,
        });
        // Of another query meanwhile: the next round asks for that one.
        if (version === this.#version) this.#take(answer);
      } catch (cause) {
        if (!this.#closed) console.error("list: no answer", cause);
      }
    }
    this.#asking = false;
  }

  #take(answer: ListAnswer): void {
    const before = new Map([...this.#rows.values()].map((row) => [row.ticket.id, row]));
    const rows = new Map<number, ListRow>();
    const indexes = new Map<string, number>();
    const stamps = new Map<ListRow, number>();
    answer.rows.forEach((fresh, i) => {
      const stamp = answer.stamps[i] ?? 0;
      const known = before.get(fresh.ticket.id);
      const row = known && this.#stamps.get(known) === stamp ? known : fresh;
      rows.set(answer.first + i, row);
      indexes.set(row.ticket.id, answer.first + i);
      stamps.set(row, stamp);
    });
    if (answer.found && answer.found.index >= 0) indexes.set(answer.found.ticketId, answer.found.index);
    this.#stamps = stamps;
    this.#rows = rows;
    this.#indexes = indexes;
    this.#total = answer.total;
    this.#counts = answer.counts;
    this.#loading = answer.partial && answer.rows.length === 0;
  }
}
