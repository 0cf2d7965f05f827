import type { PendingEntry, PendingStore, RefusedEntry } from "@sync/client/pending_store.ts";

/** A browser's disk: survives the tabs that use it. */
export class MemoryStore implements PendingStore {
  state: Uint8Array | undefined;
  readonly pending = new Map<number, Uint8Array<ArrayBuffer>>();
  readonly refused: RefusedEntry[] = [];
  full = false;
  /** The number the next edit will have. */
  next = 1;
  acknowledged = (_number: number) => {};

  load(): Promise<{ state?: Uint8Array | undefined; pending: PendingEntry[] }> {
    return Promise.resolve({
      state: this.state,
      pending: [...this.pending].map(([number, update]) => ({ number, update })),
    });
  }

  append(_kind: string, _id: string, update: Uint8Array<ArrayBuffer>): Promise<number> {
    if (this.full) return Promise.reject(new Error("quota"));
    const number = this.next++;
    this.pending.set(number, update);
    return Promise.resolve(number);
  }

  ack(_kind: string, _id: string, numbers: number[]): Promise<void> {
    for (const number of numbers) {
      this.pending.delete(number);
      this.acknowledged(number);
    }
    return Promise.resolve();
  }

  saveState(_kind: string, _id: string, state: Uint8Array<ArrayBuffer>): Promise<void> {
    this.state = state;
    return Promise.resolve();
  }

  keepRefused(_kind: string, _id: string, entry: RefusedEntry): Promise<void> {
    this.refused.push(entry);
    return Promise.resolve();
  }
}
