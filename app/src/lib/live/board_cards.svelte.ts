import type { BoardCards, WaitingPlace } from "./board_api.ts";
import type { ListRow } from "./desk_api.ts";
import type { LeaderClient } from "./rpc.ts";
import { provideView } from "./view_makers.ts";

/** A board's rows as the worker tells them: after the first answer only what changed travels. */
export class LiveCards implements BoardCards {
  readonly #client: LeaderClient;
  readonly #boardId: string;
  readonly #onClose: (cards: LiveCards) => void;
  #rows = $state.raw<ReadonlyMap<string, ListRow>>(new Map());
  #waiting = $state.raw<readonly WaitingPlace[]>([]);
  #loading = $state.raw(true);
  #stamps = new Map<string, number>();
  #ticketIds: readonly string[] = [];
  #asking = false;
  #stale = false;
  #closed = false;

  constructor(client: LeaderClient, boardId: string, onClose: (cards: LiveCards) => void) {
    this.#client = client;
    this.#boardId = boardId;
    this.#onClose = onClose;
  }

  get rows(): ReadonlyMap<string, ListRow> {
    return this.#rows;
  }
  get waiting(): readonly WaitingPlace[] {
    return this.#waiting;
  }
  get loading(): boolean {
    return this.#loading;
  }

  show(ticketIds: readonly string[]): void {
    this.#ticketIds = ticketIds;
    this.changed();
  }

  close(): void {
    this.#closed = true;
    this.#onClose(this);
  }

  /** Another worker answers from now on: its stamps are others. */
  refresh(): void {
    this.#stamps.clear();
    this.changed();
  }

  /** Rows may be others; at most one question is under way. */
  changed(): void {
    this.#stale = true;
    if (!this.#asking && !this.#closed) void this.#ask();
  }

  async #ask(): Promise<void> {
    this.#asking = true;
    while (this.#stale && !this.#closed) {
      this.#stale = false;
      const stamps = this.#stamps;
      try {
        const { rows, gone, waiting } = await this.#client.call("boardCards", {
          boardId: this.#boardId,
          ticketIds: this.#ticketIds,
          known: new Map(stamps),
        });
        if (rows.length + gone.length > 0) {
          const next = new Map(this.#rows);
          for (const ticketId of gone) {
            next.delete(ticketId);
            stamps.delete(ticketId);
          }
          for (const { ticketId, stamp, row } of rows) {
            next.set(ticketId, row);
            stamps.set(ticketId, stamp);
          }
          this.#rows = next;
        }
        if (JSON.stringify(waiting) !== JSON.stringify(this.#waiting)) this.#waiting = waiting;
        this.#loading = false;
      } catch (cause) {
        if (!this.#closed) console.error("board: no answer", cause);
      }
    }
    this.#asking = false;
  }
}
provideView("cards", LiveCards);
