import type { DocStore } from "./doc_store.ts";
import type { Room } from "./room.ts";

/** A room whose commit is on its way is asked again so soon. */
const BUSY_MS = 20;

/**
 * Rows that repeat a document's text follow it, all of a node's in one transaction (SPEC.md R13): whatever was typed in
 * `followMs` is written, read by the feed and sent to everybody once.
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
    await this.#follow();
    clearTimeout(this.#timer);
  }

  #plan(ms: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#run ??= this.#follow().finally(() => this.#run = undefined);
    }, ms);
  }

  async #follow(): Promise<void> {
    const rooms = [...this.#behind];
    this.#behind.clear();
    const entries = rooms.flatMap((room) => {
      const entry = room.takeFollow();
      if (entry === "busy") this.#behind.add(room);
      return entry === "busy" || entry === undefined ? [] : [entry];
    });
    if (this.#behind.size > 0) this.#plan(BUSY_MS);
    if (entries.length === 0) return;
    try {
      await this.store.follow(entries);
    } catch {
      // Marked at the documents: the sweep of any node comes past (edge/sync/follow_text.ts).
    }
  }
}
