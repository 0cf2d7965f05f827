import type { AppendEntry, DocStore } from "./doc_store.ts";
import { isOnlyText } from "./only_text.ts";
import { Pace } from "./pace.ts";
import type { Room } from "./room.ts";

/** Waits before trying the whole batch again; then each room by itself. */
const RETRIES_MS = [50, 200, 800];

type Batch = { room: Room; entry: AppendEntry }[];

/**
 * Stores what all rooms have accepted in one transaction after the other (SPEC.md R6). A quiet room's update goes at
 * once; under load the next batch is what came in during the last one, and for as long as `Pace` says. What changes
 * rows takes several statements, text one: rows have transactions of their own beside, and whoever types waits for none.
 */
export class GroupCommit {
  readonly #dirty = new Set<Room>();
  readonly #pace = new Pace();
  #running = false;
  #run: Promise<void> = Promise.resolve();
  #rows: Batch = [];
  #rowsRun: Promise<void> | undefined;

  constructor(private readonly store: DocStore) {}

  mark(room: Room): void {
    this.#dirty.add(room);
    if (this.#running) return;
    this.#running = true;
    this.#run = this.#work();
  }

  /** Resolves when nothing waits. */
  async settled(): Promise<void> {
    while (this.#running || this.#rowsRun) await Promise.all([this.#run, this.#rowsRun]);
  }

  async #work(): Promise<void> {
    while (this.#dirty.size > 0) {
      await pause(this.#pace.wait(performance.now()));
      const rooms = [...this.#dirty];
      this.#dirty.clear();
      const batch: Batch = rooms.flatMap((room) => {
        const entry = room.cut();
        return entry ? [{ room, entry }] : [];
      });
      this.#pace.committing(batch.reduce((sum, { entry }) => sum + entry.by.length, 0), performance.now());
      const texts = batch.filter(({ entry }) => isOnlyText(entry));
      this.#rows.push(...batch.filter(({ entry }) => !isOnlyText(entry)));
      if (this.#rows.length > 0) this.#rowsRun ??= this.#storeRows();
      if (texts.length > 0) await this.#store(texts);
    }
    // In the same turn as the last look, or a room marked in between would wait for ever.
    this.#running = false;
  }

  /** A room has one entry on its way at a time: the order within a document is kept. */
  async #storeRows(): Promise<void> {
    while (this.#rows.length > 0) await this.#store(this.#rows.splice(0));
    this.#rowsRun = undefined;
  }

  async #store(batch: Batch): Promise<void> {
    for (const wait of RETRIES_MS) {
      let results;
      try {
        results = await this.store.append(batch.map(({ entry }) => entry));
      } catch {
        await pause(wait);
        continue;
      }
      return batch.forEach(({ room }, i) => room.stored(results[i]!));
    }
    // Perhaps one of them is what the store cannot take: it must not keep the others from being saved.
    await Promise.all(batch.map(async ({ room, entry }) => {
      const [result] = await this.store.append([entry]).catch((error: unknown) => {
        room.notStored(error);
        return [];
      });
      if (result) room.stored(result);
    }));
  }
}

/** Without time, until the sockets that have something were read: frames that came together go together. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => ms > 0 ? setTimeout(resolve, ms) : setImmediate(resolve));
}
