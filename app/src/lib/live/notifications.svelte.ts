import type { NotificationItem } from "./desk_api.ts";
import type { LeaderClient } from "./rpc.ts";

/** What I am told, for as long as the page lives: the bell is on every screen. */
export class LiveNotifications {
  readonly #client: LeaderClient;
  #items = $state.raw<NotificationItem[]>([]);
  #asking = false;
  #stale = false;
  #closed = false;

  constructor(client: LeaderClient) {
    this.#client = client;
    void this.refresh();
  }

  get items(): NotificationItem[] {
    return this.#items;
  }

  close(): void {
    this.#closed = true;
  }

  async refresh(): Promise<void> {
    this.#stale = true;
    if (this.#asking) return;
    this.#asking = true;
    while (this.#stale && !this.#closed) {
      this.#stale = false;
      try {
        this.#items = await this.#client.call("notifications", null);
      } catch (cause) {
        if (!this.#closed) console.error("notifications: no answer", cause);
      }
    }
    this.#asking = false;
  }
}
