import { untrack } from "svelte";
import type { Action } from "./action.ts";

/** What can be done on the screen that is open: each surface lends its actions while it is there. */
class ActionRegistry {
  #sources = $state.raw<readonly (() => Action[])[]>([]);

  /** Later surfaces first: a dialog's or a ticket's key wins over the desk's. */
  all = $derived(this.#sources.toReversed().flatMap((source) => source()));

  /** Call in `$effect(() => actions.lend(() => […]))`: the answer takes them back. */
  lend(source: () => Action[]): () => void {
    const set = (change: (before: readonly (() => Action[])[]) => readonly (() => Action[])[]) =>
      untrack(() => (this.#sources = change(this.#sources)));
    set((before) => [...before, source]);
    return () => set((before) => before.filter((one) => one !== source));
  }

  byId(id: string): Action | undefined {
    return this.all.find((action) => action.id === id);
  }
}

export const actions = new ActionRegistry();
