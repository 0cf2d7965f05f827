import type { DocStore, FollowEntry } from "./doc_store.ts";
import type { Room } from "./room.ts";

/** A room that could not be followed just now is tried again so soon. */
const AGAIN_MS = 20;

/**
 * Rows that repeat a document's text follow it, all of a node's together (SPEC.md R13): whatever was typed in
 * `followMs` is written, read by the feed and sent to everybody once. Nobody who types waits for it.
 */
export class FollowedRows {
  readonly #behind = new Set<Room>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #run: Promise<void> | undefined;

  constructor(private readonly store: DocStore, private readonly followMs: number) {}

  /** This room's rows are behind its text. */
  mark(room: Room): void {
    this.#behind.add(room);
    this.#plan(this.followMs);
  }

  /** Now, as far as nothing is on its way; what fails is left to the sweep. */
  async settled(): Promise<void> {
    await this.#run;
    await this.#start();
    clearTimeout(this.#timer);
  }

  #plan(ms: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#start();
    }, ms);
  }

  #start(): Promise<void> {
    return this.#run ??= this.#follow().finally(() => {
      this.#run = undefined;
      if (this.#behind.size > 0) this.#plan(AGAIN_MS);
    });
  }

  async #follow(): Promise<void> {
    const rooms = [...this.#behind];
    this.#behind.clear();
    const taken = rooms.flatMap((room) => {
      const entry = room.takeFollow();
      if (entry === "busy") this.#behind.add(room);
      return entry === "busy" || entry === undefined ? [] : [{ room, entry }];
    });
    if (taken.length === 0) return;
    // Failed ones are marked at the documents: the sweep of any node comes past (edge/sync/follow_text.ts).
    const moved = await this.store.follow(taken.map(({ entry }) => entry)).catch((): FollowEntry[] => []);
    for (const { room, entry } of taken) {
      if (moved.includes(entry)) this.#behind.add(room);
      else room.unfollowed.forget(entry.by);
    }
  }
}
