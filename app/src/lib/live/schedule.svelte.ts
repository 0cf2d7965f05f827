import type { Schedule, ScheduledItem } from "./desk_api.ts";
import type { LeaderClient } from "./rpc.ts";
import { provideView } from "./view_makers.ts";

/** What is scheduled, while a screen shows it. */
export class LiveSchedule implements Schedule {
  readonly #client: LeaderClient;
  readonly #onClose: (schedule: LiveSchedule) => void;
  #answer = $state.raw<ScheduledItem[] | undefined>();
  #asking = false;
  #stale = false;
  #closed = false;

  constructor(client: LeaderClient, onClose: (schedule: LiveSchedule) => void) {
    this.#client = client;
    this.#onClose = onClose;
    void this.refresh();
  }

  get items(): ScheduledItem[] {
    return this.#answer ?? [];
  }
  get loading(): boolean {
    return this.#answer === undefined;
  }

  close(): void {
    this.#closed = true;
    this.#onClose(this);
  }

  async refresh(): Promise<void> {
    this.#stale = true;
    if (this.#asking) return;
    this.#asking = true;
    while (this.#stale && !this.#closed) {
      this.#stale = false;
      try {
        this.#answer = await this.#client.call("schedule", null);
      } catch (cause) {
        if (!this.#closed) console.error("schedule: no answer", cause);
      }
    }
    this.#asking = false;
  }
}
provideView("schedule", LiveSchedule);
