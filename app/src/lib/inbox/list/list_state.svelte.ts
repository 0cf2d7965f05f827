import type { TicketStatus, View } from "@domain/ticket.ts";
import type { Desk, ListQuery, ListRow, TicketList } from "#lib/live/desk_api.ts";

/**
 * The list as the screen holds it: what is asked, and the order it is drawn in. While the pointer is on it the order
 * stands still (look.md §1.7); rows keep their live content, newcomers wait and are counted.
 */
export class ListState {
  readonly list: TicketList;
  #frozen = $state.raw<readonly string[]>();
  #known = new Map<string, ListRow>();
  #first = 0;
  #last = 0;

  constructor(desk: Desk) {
    this.list = desk.list(stored());
  }

  /** One entry a row of the whole list: those the worker has not sent yet are gaps, so that scrolling reaches them. */
  #live = $derived.by((): readonly string[] =>
    Array.from({ length: this.list.total }, (_, at) => this.list.ticketIdAt(at) ?? gap(at))
  );

  ids = $derived(this.#frozen ? filled(this.#frozen, this.#live) : this.#live);
  /** Rows that wait for the pointer to leave. */
  waiting = $derived.by(() => {
    if (!this.#frozen) return 0;
    const drawn = new Set(this.ids);
    return this.#live.reduce((sum, id) => (isGap(id) || drawn.has(id) ? sum : sum + 1), 0);
  });

  /** What to draw for a ticket; a frozen row that left the list keeps its last look until the pointer leaves. */
  row(ticketId: string): ListRow | undefined {
    if (isGap(ticketId)) return undefined;
    const row = this.list.row(this.list.indexOf(ticketId));
    if (row) this.#known.set(ticketId, row);
    return row ?? this.#known.get(ticketId);
  }

  hold(): void {
    this.#frozen ??= this.#live;
  }
  release(): void {
    this.#frozen = undefined;
    this.#known.clear();
  }

  /** A row came into sight: its neighbourhood is asked for, once per step of eight. */
  seen(index: number): void {
    if (index >= this.#first && index < this.#last) return;
    this.#first = Math.max(0, index - 24);
    this.#last = index + 40;
    this.list.show(this.#first, this.#last);
  }

  ask(change: Partial<ListQuery>): void {
    this.list.query = { ...this.list.query, ...change };
    this.#first = this.#last = 0;
    this.release();
    store(this.list.query);
  }
  view(view: View): void {
    this.ask({ view, status: undefined });
  }
  toggle(status: TicketStatus): void {
    this.ask({ status: this.list.query.status === status ? undefined : status });
  }
  clear(): void {
    this.ask({
      status: undefined,
      search: undefined,
      departmentId: undefined,
      agentId: undefined,
      connectionId: undefined,
      tagId: undefined,
      unreadOnly: undefined,
    });
  }

  filters = $derived.by(() => {
    const { departmentId, agentId, connectionId, tagId, unreadOnly } = this.list.query;
    return [departmentId, agentId, connectionId, tagId, unreadOnly || undefined].filter((set) => set !== undefined)
      .length;
  });
}

const gap = (at: number) => `gap:${at}`;
/** Not a ticket: a place in the list whose row is on its way. */
export const isGap = (id: string) => id.startsWith("gap:");

/** The order that stands still, with what has arrived meanwhile in its gaps. */
function filled(frozen: readonly string[], live: readonly string[]): string[] {
  const drawn = new Set(frozen);
  return frozen.map((id, at) => {
    const arrived = isGap(id) ? live[at] : undefined;
    return arrived !== undefined && !drawn.has(arrived) ? arrived : id;
  });
}

const KEY = "inbox:list";
const VIEWS: readonly string[] = ["abertos", "meus", "em_atendimento", "aguardando", "no_bot", "resolvidos", "todos"];
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
