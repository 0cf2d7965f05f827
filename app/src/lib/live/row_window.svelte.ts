import type { WindowRequest } from "./rpc_types.ts";

/** Rows asked for beyond those in sight, so that a flick finds them there. */
const AROUND = 40;

type Source<Query, Answer> = {
  /** Of the list, for the console. */
  name: string;
  ask(request: WindowRequest<Query>): Promise<Answer>;
  /** Answers to a query that was given up meanwhile do not come here. */
  take(answer: Answer): void;
};

/** Which rows of a list in the worker are in sight, and the asking for them: at most one question is under way. */
export class RowWindow<Query, Answer> {
  readonly #source: Source<Query, Answer>;
  #query = $state.raw<Query>() as Query;
  // What steers the asking is not for screens to react to.
  #first = 0;
  #last = AROUND;
  #find: string | undefined;
  #asking: Promise<void> | undefined;
  #stale = false;
  #closed = false;

  constructor(query: Query, source: Source<Query, Answer>) {
    this.#query = query;
    this.#source = source;
  }

  get query(): Query {
    return this.#query;
  }
  get last(): number {
    return this.#last;
  }
  get closed(): boolean {
    return this.#closed;
  }

  /** From the first row on again. False: it is the query of before. */
  change(query: Query): boolean {
    if (JSON.stringify(query) === JSON.stringify(this.#query)) return false;
    this.#query = query;
    this.#first = 0;
    this.#last = AROUND;
    this.#find = undefined;
    void this.refresh();
    return true;
  }

  show(first: number, last: number): void {
    if (first >= this.#first && last <= this.#last) return;
    this.#first = Math.max(0, first - AROUND);
    this.#last = last + AROUND;
    void this.refresh();
  }

  /** Where is it? The worker knows, also outside the window; the next answer says. */
  find(id: string): void {
    if (this.#find === id) return;
    this.#find = id;
    // Asked while the screen is being drawn: the answer changes what is drawn.
    queueMicrotask(() => void this.refresh());
  }

  /** Asks again; settled when the answer is here, or there was none. */
  refresh(): Promise<void> {
    this.#stale = true;
    return (this.#asking ??= this.#ask());
  }

  close(): void {
    this.#closed = true;
  }

  async #ask(): Promise<void> {
    while (this.#stale && !this.#closed) {
      this.#stale = false;
      const query = this.#query;
      const request = {
        query: $state.snapshot(query) as Query,
        first: this.#first,
        last: this.#last,
        find: this.#find,
      };
      try {
        const answer = await this.#source.ask(request);
        // Of another query meanwhile: the next round asks for that one.
        if (query === this.#query) this.#source.take(answer);
      } catch (cause) {
        if (!this.#closed) console.error(`${this.#source.name}: no answer`, cause);
      }
    }
    // In the same turn as the last look at `stale`: what asks after it begins anew.
    this.#asking = undefined;
  }
}
