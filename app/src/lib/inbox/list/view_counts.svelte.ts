import { VIEWS } from "@domain/ticket.ts";
import type { Desk, TicketList } from "#lib/live/desk_api.ts";

/** The number beside each view, saved ones too, live while the menu of views is open; nothing is counted for a closed menu. */
export class ViewCounts {
  #lists = $state.raw<ReadonlyMap<string, TicketList>>(new Map());

  open(desk: Desk): void {
    if (this.#lists.size > 0) return;
    this.#lists = new Map([
      ...VIEWS.map((view) => [view, desk.list({ view, sort: "newest" })] as const),
      ...desk.config.views.map(({ id, query }) => [id, desk.list(query)] as const),
    ]);
  }
  close(): void {
    for (const list of this.#lists.values()) list.close();
    this.#lists = new Map();
  }
  /** By a view's name, or a saved one's id. */
  of(key: string): number | undefined {
    return this.#lists.get(key)?.total;
  }
}
