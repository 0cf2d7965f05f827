import type { DocStore } from "@sync/server/doc_store.ts";

/** A store whose commits wait, or fail, at a test's word; everything else is the real one's. */
export class HeldStore implements DocStore {
  appends = 0;
  loads = 0;
  /** Thrown by the next appends, as long as it says so. */
  failure: (() => Error | undefined) | undefined;
  held = 0;
  /** Which appends are held. */
  holds: (entries: Parameters<DocStore["append"]>[0]) => boolean = () => true;
  #gate: Promise<void> = Promise.resolve();
  #open = () => {};

  constructor(private readonly real: DocStore) {}

  hold(): void {
    this.#gate = new Promise((resolve) => this.#open = resolve);
  }

  release(): void {
    this.#open();
  }

  load(...args: Parameters<DocStore["load"]>): ReturnType<DocStore["load"]> {
    this.loads++;
    return this.real.load(...args);
  }

  since(...args: Parameters<DocStore["since"]>): ReturnType<DocStore["since"]> {
    return this.real.since(...args);
  }

  async append(entries: Parameters<DocStore["append"]>[0]): ReturnType<DocStore["append"]> {
    this.appends++;
    if (this.holds(entries)) {
      this.held++;
      await this.#gate;
    }
    const failure = this.failure?.();
    if (failure) throw failure;
    return await this.real.append(entries);
  }

  follow(...args: Parameters<DocStore["follow"]>): ReturnType<DocStore["follow"]> {
    return this.real.follow(...args);
  }

  compact(...args: Parameters<DocStore["compact"]>): ReturnType<DocStore["compact"]> {
    return this.real.compact(...args);
  }

  heads(...args: Parameters<DocStore["heads"]>): ReturnType<DocStore["heads"]> {
    return this.real.heads(...args);
  }
}
