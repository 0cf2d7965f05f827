import type { Authorship } from "./doc_store.ts";

/** Who wrote, and is committed, since the rows that follow a document's text did: the last of each. */
export class Unfollowed {
  readonly #last = new Map<string, Authorship>();

  get size(): number {
    return this.#last.size;
  }

  add(followed: readonly Authorship[]): void {
    for (const authorship of followed) this.#last.set(authorship.memberId, authorship);
  }

  all(): Authorship[] {
    return [...this.#last.values()];
  }

  /** The rows say what these wrote, unless they have written again. */
  forget(by: readonly Authorship[]): void {
    for (const authorship of by) {
      if (this.#last.get(authorship.memberId) === authorship) this.#last.delete(authorship.memberId);
    }
  }
}
