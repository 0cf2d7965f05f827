import type { ListCounts, ListQuery, ListRow, TicketList } from "./desk_api.ts";
import { RowWindow } from "./row_window.svelte.ts";
import type { LeaderClient } from "./rpc.ts";
import type { ListAnswer } from "./rpc_types.ts";
import { noCounts } from "@db/cache/list_query.ts";

/** A live window into a list that lies in the worker. */
export class LiveList implements TicketList {
  readonly #window: RowWindow<ListQuery, ListAnswer>;
  readonly #onClose: (list: LiveList) => void;
  #total = $state.raw(0);
  #counts = $state.raw<ListCounts>(noCounts());
  #loading = $state.raw(true);
  #rows = $state.raw(new Map<number, ListRow>());
  #indexes = $state.raw(new Map<string, number>());
  // For comparing, not for screens to react to.
  #stamps = new Map<ListRow, number>();

  constructor(client: LeaderClient, query: ListQuery, onClose: (list: LiveList) => void) {
    this.#onClose = onClose;
    this.#window = new RowWindow(query, {
      name: "list",
      ask: (request) => client.call("list", request),
      take: (answer: ListAnswer) => this.#take(answer),
    });
    this.refresh();
  }

  get query(): ListQuery {
    return this.#window.query;
  }

  set query(query: ListQuery) {
    if (this.#window.change(query)) this.#loading = true;
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
    if (index === undefined) this.#window.find(ticketId);
    return index ?? -1;
  }

  ticketIdAt(index: number): string | undefined {
    return this.#rows.get(index)?.ticket.id;
  }

  show(first: number, last: number): void {
    this.#window.show(first, last);
  }

  close(): void {
    this.#window.close();
    this.#onClose(this);
  }

  refresh(): void {
    void this.#window.refresh();
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
