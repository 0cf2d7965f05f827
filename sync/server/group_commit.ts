import type { AppendEntry, DocStore } from "./doc_store.ts";
import type { Room } from "./room.ts";

/** Waits before trying the whole batch again; then each room by itself. */
const RETRIES_MS = [50, 200, 800];
/** From so many updates in one batch on, it pays to wait for more. */
const BUSY = 16;
const BUSY_WAIT_MS = 3;

/**
 * Stores what all rooms have accepted in one transaction after the other (SPEC.md R6). A quiet room's update goes at
 * once; under load the next batch is what came in during the last one, and a few milliseconds more.
 */
export class GroupCommit {
  readonly #dirty = new Set<Room>();
  #running = false;
  #run: Promise<void> = Promise.resolve();

  constructor(private readonly store: DocStore) {}

  mark(room: Room): void {
    this.#dirty.add(room);
    if (this.#running) return;
    this.#running = true;
    this.#run = this.#work();
  }

  /** Resolves when nothing waits. */
  async settled(): Promise<void> {
    while (this.#running) await this.#run;
  }

  async #work(): Promise<void> {
    let lastSize = 0;
    // One turn of the loop: frames that arrived together are stored together.
    await Promise.resolve();
    while (this.#dirty.size > 0) {
      if (lastSize >= BUSY) await pause(BUSY_WAIT_MS);
      const rooms = [...this.#dirty];
      this.#dirty.clear();
      const batch = rooms.flatMap((room) => {
        const entry = room.cut();
        return entry ? [{ room, entry }] : [];
      });
      lastSize = batch.reduce((sum, { entry }) => sum + entry.updates.length, 0);
      if (batch.length > 0) await this.#store(batch);
    }
    // In the same turn as the last look, or a room marked in between would wait for ever.
    this.#running = false;
  }

  async #store(batch: { room: Room; entry: AppendEntry }[]): Promise<void> {
    const writing = batch.filter(({ entry }) => entry.updates.length > 0);
    for (const { room, entry } of batch) {
      if (entry.updates.length === 0) {
        room.stored({ ok: true, fromSeq: entry.knownSeq + 1, toSeq: entry.knownSeq, compactable: false });
      }
    }
    if (writing.length === 0) return;
    for (const wait of RETRIES_MS) {
      let results;
      try {
        results = await this.store.append(writing.map(({ entry }) => entry));
      } catch {
        await pause(wait);
        continue;
      }
      return writing.forEach(({ room }, i) => room.stored(results[i]!));
    }
    // Perhaps one of them is what the store cannot take: it must not keep the others from being saved.
    await Promise.all(writing.map(async ({ room, entry }) => {
      const [result] = await this.store.append([entry]).catch((error: unknown) => {
        room.notStored(error);
        return [];
      });
      if (result) room.stored(result);
    }));
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
