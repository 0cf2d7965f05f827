/** Tells the tabs the sync line and the problems whenever they change. */
import type { SyncState } from "../desk_api.ts";
import type { Note } from "../rpc_types.ts";
import type { OutboxState } from "./outbox_state.ts";
import { SyncLine } from "./sync_line.ts";

export class SyncStatus {
  readonly #line: SyncLine;
  readonly #outbox: OutboxState;
  readonly #tell: (note: Note) => void;
  #current: SyncState;
  #told = "";
  #waited = 0;
  #problems = "";

  constructor(outbox: OutboxState, tell: (note: Note) => void) {
    this.#line = new SyncLine(true, Date.now());
    this.#outbox = outbox;
    this.#tell = tell;
    this.#current = this.#state();
  }

  get current(): SyncState {
    return this.#current;
  }

  /** Something is cached: a start without network shows it. */
  warm(): void {
    this.change((line) => line.warm());
  }

  change(by: (line: SyncLine) => void): void {
    by(this.#line);
    this.emit();
  }

  received(count: number): void {
    this.#line.received(count);
  }

  sent(count: number): void {
    this.#line.sent(count);
  }

  emit(): void {
    const waiting = this.#outbox.waiting;
    if (this.#waited > 0 && waiting === 0) this.#line.saved(Date.now());
    this.#waited = waiting;
    this.#current = this.#state();
    const told = JSON.stringify(this.#current);
    if (told === this.#told) return;
    this.#told = told;
    this.#tell({ note: "sync", state: this.#current });
  }

  /** What waits for its author, or where it was going, may be different. */
  problems(): void {
    const problems = this.#outbox.problems();
    const told = JSON.stringify(
      problems.map((
        { action, ticketId, conversation, contact },
      ) => [action.id, ticketId, contact?.name, conversation?.free_text_until]),
    );
    if (told !== this.#problems) this.#tell({ note: "problems", problems });
    this.#problems = told;
    this.emit();
  }

  #state(): SyncState {
    return this.#line.state(Date.now(), { waiting: this.#outbox.waiting, held: this.#outbox.problems().length });
  }
}
