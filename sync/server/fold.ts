import * as Y from "yjs";
import type { DocRef } from "../doc/kinds.ts";
import type { DocStore } from "./doc_store.ts";
import { LIMITS } from "./limits.ts";
import { buildCopy } from "./stored_copy.ts";

/**
 * Puts a snapshot in place of a document's log, through a copy that Yjs keeps free of deleted content; `mergeUpdates`
 * would keep it. [R8] Reads the store, not the room: it may run beside it, in a worker. What is appended meanwhile stays.
 */
export async function fold(store: Pick<DocStore, "load" | "compact">, ref: DocRef): Promise<void> {
  const stored = await store.load(ref);
  if (stored === "not_found" || stored.updates.length === 0) return;
  const { doc } = await buildCopy(ref, stored, LIMITS.largeBytes);
  const snapshot = Uint8Array.from(Y.encodeStateAsUpdate(doc));
  doc.destroy();
  await store.compact(ref, stored.head, snapshot);
}

/** The folds of one room: one at a time, and one that fails is no harm. */
export class RoomFold {
  isRunning = false;

  constructor(private readonly fold: () => Promise<void>) {}

  async start(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    try {
      await this.fold();
    } catch {
      // Told where it is done. The log stays as it is; the next append offers again.
    } finally {
      this.isRunning = false;
    }
  }
}
