import type { TicketList } from "#lib/live/desk_api.ts";
import type { Places } from "#lib/ui/list/places.ts";

/** Ticket ids by place. The worker sends those around what is in sight; the list is as long as it is. */
export type Order = Places<string>;

type Known = Pick<TicketList, "total" | "ticketIdAt">;

/** The list as it is. `near` are the places, from and until, around what is in sight: beyond them nothing is known. */
export function liveOrder(list: Known, near: () => [from: number, until: number]): Order {
  return {
    get length() {
      return list.total;
    },
    at: (at) => at < list.total ? list.ticketIdAt(at) : undefined,
    findIndex(test) {
      const [from, until] = near();
      for (let at = from; at < until; at++) {
        const id = list.ticketIdAt(at);
        if (id !== undefined && test(id)) return at;
      }
      return -1;
    },
  };
}

/** The list as it stood: what was known keeps its place, and a gap is filled once, by what is there meanwhile. */
export class FrozenOrder implements Order {
  readonly length: number;
  readonly #live: Order;
  #places = new Map<number, string>();
  #drawn = new Set<string>();

  constructor(live: Order, [from, until]: [from: number, until: number]) {
    this.#live = live;
    this.length = live.length;
    for (let at = from; at < until; at++) this.at(at);
  }

  at(at: number): string | undefined {
    const kept = this.#places.get(at);
    if (kept !== undefined) return kept;
    const id = at < this.length ? this.#live.at(at) : undefined;
    if (id === undefined || this.#drawn.has(id)) return undefined;
    this.#places.set(at, id);
    this.#drawn.add(id);
    return id;
  }

  findIndex(test: (id: string) => boolean): number {
    for (const [at, id] of this.#places) if (test(id)) return at;
    return -1;
  }

  /** Has this ticket a place, or gets it now the one it has in the list? */
  holds(id: string, at: number): boolean {
    return this.#drawn.has(id) || this.at(at) === id;
  }
}
