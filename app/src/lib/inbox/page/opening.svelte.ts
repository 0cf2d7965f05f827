import type { Desk } from "#lib/live/desk_api.ts";

/** From the ticket in the address to its conversation; `missing` once it is known that this member has none. */
export class Opening {
  conversationId = $state<string>();
  missing = $state(false);
  #ticketId: string | undefined;

  constructor(readonly desk: Desk) {}

  follow(ticketId: string | undefined): void {
    if (ticketId === this.#ticketId) return;
    this.#ticketId = ticketId;
    this.missing = false;
    if (!ticketId) {
      this.conversationId = undefined;
      return;
    }
    void this.desk.conversationOf(ticketId).then((found) => {
      if (this.#ticketId !== ticketId) return;
      this.conversationId = found;
      this.missing = found === undefined;
    });
  }
}
