import { type View, VIEWS } from "@domain/ticket.ts";
import type { Desk, TicketList } from "#lib/live/desk_api.ts";

/** The number beside each view, live while the menu of views is open; nothing is counted for a closed menu. */
export class ViewCounts {
  #lists = $state.raw<readonly { view: View; list: TicketList }[]>([]);

  open(desk: Desk): void {
    if (this.#lists.length === 0) {
      this.#lists = VIEWS.map((view) => ({ view, list: desk.list({ view, sort: "newest" }) }));
    }
  }
  close(): void {
    for (const { list } of this.#lists) list.close();
    this.#lists = [];
  }
  of(view: View): number | undefined {
    return this.#lists.find((one) => one.view === view)?.list.total;
  }
}
