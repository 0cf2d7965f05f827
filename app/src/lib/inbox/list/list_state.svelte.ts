import type { TicketStatus, View } from "@domain/ticket.ts";
import type { Desk, ListQuery, ListRow, OlderEnd, TicketList } from "#lib/live/desk_api.ts";
import { FrozenOrder, liveOrder, type Order } from "./order.ts";

/** Beyond the rows asked for, the list may know this many more. */
const AROUND = 64;

/**
 * The list as the screen holds it: what is asked, and the order it is drawn in. While the pointer is on it the order
 * stands still (look.md §1.7); rows keep their live content, newcomers wait and are counted.
 */
export class ListState {
  readonly list: TicketList;
  /** INB-33: what the server has beyond this browser's window, for what is asked now. */
  older = $state<OlderEnd | "loading">("more");
  readonly #desk: Desk;
  readonly #live: Order;
  #frozen = $state.raw<FrozenOrder>();
  #known = new Map<string, ListRow>();
  #first = 0;
  #last = 0;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.list = desk.list(stored());
    this.#live = liveOrder(this.list, () => this.#near());
  }

  ids = $derived.by((): Order => this.#frozen ?? this.#live);
  /** Rows that wait for the pointer to leave. */
  waiting = $derived.by(() => {
    if (!this.#frozen) return 0;
    const [from, until] = this.#near();
    let sum = 0;
    for (let at = from; at < until; at++) {
      const id = this.list.ticketIdAt(at);
      if (id !== undefined && !this.#frozen.holds(id, at)) sum++;
    }
    return sum;
  });

  #near(): [from: number, until: number] {
    return [Math.max(0, this.#first - AROUND), Math.min(this.list.total, this.#last + AROUND)];
  }

  /** What to draw for a ticket; a frozen row that left the list keeps its last look until the pointer leaves. */
  row(ticketId: string): ListRow | undefined {
    const row = this.list.row(this.list.indexOf(ticketId));
    if (row) this.#known.set(ticketId, row);
    return row ?? this.#known.get(ticketId);
  }

  hold(): void {
    // An empty list has nothing that could move: what comes first shows under the pointer too.
    if (this.list.total === 0) return;
    this.#frozen ??= new FrozenOrder(this.#live, this.#near());
  }
  release(): void {
    this.#frozen = undefined;
    this.#known.clear();
  }

  /** These places are drawn: their rows are asked for, and some around them, once for several steps. */
  seen(from: number, until: number): void {
    if (from >= this.#first && until <= this.#last) return;
    this.#first = Math.max(0, from - 24);
    this.#last = until + 24;
    this.list.show(this.#first, this.#last);
  }

  ask(change: Partial<ListQuery>): void {
    this.list.query = { ...this.list.query, ...change };
    this.#first = this.#last = 0;
    this.older = "more";
    this.release();
    store(this.list.query);
  }
  /** Does it hold closed tickets, which are not all here? What is open always is. */
  reachesBack = $derived.by(() => {
    const { view, status, departmentId, agentId, unreadOnly, search } = this.list.query;
    if (departmentId || agentId || unreadOnly || search) return false;
    return ["resolvidos", "todos", "lixeira"].includes(view) && (status ?? "closed") === "closed";
  });
  async loadOlder(): Promise<void> {
    const asked = this.list.query;
    this.older = "loading";
    const end = await this.#desk.olderTickets(asked);
    if (asked === this.list.query) this.older = end;
  }
  view(view: View): void {
    this.ask({ view, status: undefined });
  }
  toggle(status: TicketStatus): void {
    this.ask({ status: this.list.query.status === status ? undefined : status });
  }
  /** A saved view, whole: what it does not ask for is not asked for. */
  show(query: ListQuery): void {
    this.ask({ ...NOTHING, ...query });
  }
  clear(): void {
    this.ask(NOTHING);
  }

  filters = $derived.by(() => {
    const { departmentId, agentId, connectionId, tagId, stageId, typeId, demandId, unreadOnly } = this.list.query;
    const all = [departmentId, agentId, connectionId, tagId, stageId, typeId, demandId, unreadOnly || undefined];
    return all.filter((set) => set !== undefined).length;
  });
}

const NOTHING = {
  status: undefined,
  search: undefined,
  departmentId: undefined,
  agentId: undefined,
  connectionId: undefined,
  tagId: undefined,
  stageId: undefined,
  typeId: undefined,
  demandId: undefined,
  unreadOnly: undefined,
};
const KEY = "inbox:list";
const VIEWS: readonly string[] = [
  "abertos",
  "meus",
  "em_atendimento",
  "aguardando",
  "no_bot",
  "adiados",
  "resolvidos",
  "grupos",
  "todos",
];
const SORTS: readonly string[] = ["newest", "oldest", "opened_newest", "opened_oldest", "waiting_longest"];

/** View and order are this person's habit; filters and search belong to the moment. */
function stored(): ListQuery {
  const [view, sort] = (localStorage.getItem(KEY) ?? "").split(" ");
  return {
    view: VIEWS.includes(view ?? "") ? (view as ListQuery["view"]) : "abertos",
    sort: SORTS.includes(sort ?? "") ? (sort as ListQuery["sort"]) : "newest",
  };
}
function store(query: ListQuery): void {
  localStorage.setItem(KEY, `${query.view} ${query.sort}`);
}
