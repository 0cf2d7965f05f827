/** A tab's side of the outbox: puts actions on disk, asks the leading worker, and shows what waits. */
import type { DocRef } from "@sync/doc/kinds.ts";
import type { Action } from "@domain/action.ts";
import { newId } from "@domain/ids.ts";
import type { PassingNote, Problem, Settled, Waiting, Wish } from "./desk_api.ts";
import type { LocalDb } from "./local_db.ts";
import { addToOutbox } from "./outbox.ts";
import { dropPending } from "./pending_store.ts";
import type { LeaderClient } from "./rpc.ts";
import type { Note } from "./rpc_types.ts";
import { runNow } from "./run_now.ts";

const PASSING_MS = 10_000;

export type DeskOutboxDeps = {
  local: LocalDb;
  client: LeaderClient;
  clock: () => number;
  /** The conversation that the screen shows an action in, when the action itself does not say. */
  conversationOf: (action: Action) => string | undefined;
};

export class DeskOutbox {
  readonly #deps: DeskOutboxDeps;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #problems = $state.raw<Problem[]>([]);
  #waiting = $state.raw<Waiting>({ actions: [], documents: [] });
  #passing = $state.raw<PassingNote[]>([]);

  constructor(deps: DeskOutboxDeps) {
    this.#deps = deps;
  }

  get problems(): Problem[] {
    return this.#problems;
  }
  get waiting(): Waiting {
    return this.#waiting;
  }
  get passing(): PassingNote[] {
    return this.#passing;
  }

  start(problems: Problem[], waiting: Waiting): void {
    this.#problems = problems;
    this.#waiting = waiting;
  }

  take(note: Extract<Note, { note: "problems" | "waiting" | "passing" }>): void {
    if (note.note === "problems") this.#problems = note.problems;
    else if (note.note === "waiting") this.#waiting = note.waiting;
    else this.#pass(note.passing);
  }

  async act(wish: Wish, run?: string): Promise<string> {
    const { local, client, conversationOf } = this.#deps;
    const action = this.#action(wish);
    const record = await addToOutbox(local, { action, conversationId: conversationOf(action), run });
    // It is safe on disk: a worker that cannot be told finds it there.
    client.call("queued", record).catch((cause) => console.warn("outbox: the worker was not told", cause));
    return action.id;
  }

  actNow(wish: Wish): Promise<Settled> {
    return runNow(this.#action(wish));
  }

  dismiss(actionId: string): Promise<void> {
    return this.#deps.client.call("dismiss", { actionId });
  }

  async replace(actionId: string, wish: Wish): Promise<string> {
    const action = this.#action(wish);
    await this.#deps.client.call("replace", { actionId, action });
    return action.id;
  }

  discardEdits({ kind, id }: DocRef): Promise<void> {
    return dropPending(this.#deps.local, kind, id);
  }
  withdraw(actionId: string): Promise<boolean> {
    return this.#deps.client.call("withdraw", { actionId });
  }

  /** Shows it for a while. */
  #pass(note: PassingNote): void {
    this.#passing = [...this.#passing, note];
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#passing = this.#passing.filter((one) => one !== note);
    }, PASSING_MS);
    this.#timers.add(timer);
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  /** Svelte's proxies cannot be stored: a plain copy, with its id and the server's time. */
  #action(wish: Wish): Action {
    const stamp = { id: newId(), composedAt: new Date(this.#deps.clock()).toISOString() };
    // Wish is Action without these two, type by type.
    return { ...$state.snapshot(wish), ...stamp } as Action;
  }
}
