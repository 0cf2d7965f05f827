/**
 * Where a browser keeps what the server has not acknowledged (SPEC.md C3). Strict durability; several tabs of one
 * profile share it, so every entry has its own number and is dropped by that number only.
 */
export type PendingEntry = { number: number; update: Uint8Array<ArrayBuffer> };

/** What the server refused, kept for its author. `text` is readable; `update` is everything that was not accepted. */
export type RefusedEntry = {
  at: string;
  reason: string;
  path: string;
  text: { root: string; value: string }[];
  update: Uint8Array<ArrayBuffer>;
};

export interface PendingStore {
  /** The cached copy, if any, and what waits, oldest first. */
  load(kind: string, id: string): Promise<{ state?: Uint8Array | undefined; pending: PendingEntry[] }>;
  /** Resolves once the update would survive a crash of the browser; the number names it. */
  append(kind: string, id: string, update: Uint8Array<ArrayBuffer>): Promise<number>;
  /** Exactly these are committed on the server (or moved to `keepRefused`); another tab's entries stay. */
  ack(kind: string, id: string, numbers: number[]): Promise<void>;
  /** Disposable cache: losing it costs a download. */
  saveState(kind: string, id: string, state: Uint8Array<ArrayBuffer>): Promise<void>;
  keepRefused(kind: string, id: string, entry: RefusedEntry): Promise<void>;
}
