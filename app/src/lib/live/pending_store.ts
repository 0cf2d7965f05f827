/** Where documents keep what the server has not acknowledged: sync/client's store on our IndexedDB. */
import type { PendingEntry, PendingStore, RefusedEntry } from "@sync/client/pending_store.ts";
import { type LocalDb, STRICT } from "./local_db.ts";

const CHANNEL = "mutirao-pending-documents";
let changes: BroadcastChannel | undefined;

/** Tabs and workers write here; the one that counts what waits listens (`watchPendingDocs`). */
function changed(): void {
  changes ??= new BroadcastChannel(CHANNEL);
  changes.postMessage(null);
}

/** Calls back when documents were written or acknowledged, anywhere in this browser. */
export function watchPendingDocs(onChange: () => void): void {
  new BroadcastChannel(CHANNEL).onmessage = onChange;
}

export function idbPendingStore(db: LocalDb): PendingStore {
  return {
    async load(kind, id) {
      const doc = docKey(kind, id);
      const tx = db.transaction(["doc_states", "doc_updates"]);
      const [state, updates] = await Promise.all([
        tx.objectStore("doc_states").get(doc),
        tx.objectStore("doc_updates").index("doc").getAll(doc),
      ]);
      const pending: PendingEntry[] = updates.flatMap(({ number, update }) =>
        number === undefined ? [] : [{ number, update }]
      );
      return { state, pending };
    },
    async append(kind, id, update) {
      const tx = db.transaction("doc_updates", "readwrite", STRICT);
      const number = await tx.store.add({ doc: docKey(kind, id), update });
      await tx.done;
      changed();
      return number;
    },
    async ack(_kind, _id, numbers) {
      const tx = db.transaction("doc_updates", "readwrite");
      for (const number of numbers) void tx.store.delete(number);
      await tx.done;
      changed();
    },
    async saveState(kind, id, state) {
      await db.put("doc_states", state, docKey(kind, id));
    },
    async keepRefused(kind, id, entry: RefusedEntry) {
      const tx = db.transaction("doc_refusals", "readwrite", STRICT);
      await tx.store.add({ doc: docKey(kind, id), entry });
      await tx.done;
    },
  };
}

export type KeptRefusal = { number: number; entry: RefusedEntry };

/** What was refused of a document and not yet put aside by its author. */
export async function readRefused(db: LocalDb, kind: string, id: string): Promise<KeptRefusal[]> {
  const kept = await db.getAllFromIndex("doc_refusals", "doc", docKey(kind, id));
  // Only keepRefused above writes here.
  return kept.flatMap(({ number, entry }) => number === undefined ? [] : [{ number, entry: entry as RefusedEntry }]);
}

export async function dropRefused(db: LocalDb, numbers: readonly number[]): Promise<void> {
  const tx = db.transaction("doc_refusals", "readwrite");
  for (const number of numbers) void tx.store.delete(number);
  await tx.done;
}

function docKey(kind: string, id: string): string {
  return `${kind}/${id}`;
}

/** Ids of documents with edits the server has not acknowledged. */
export async function pendingDocs(db: LocalDb, kind: string): Promise<string[]> {
  const ids: string[] = [];
  const prefix = docKey(kind, "");
  let cursor = await db.transaction("doc_updates").store.index("doc").openKeyCursor(null, "nextunique");
  while (cursor) {
    if (cursor.key.startsWith(prefix)) ids.push(cursor.key.slice(prefix.length));
    cursor = await cursor.continue();
  }
  return ids;
}

/** Those of which no copy lies here. */
export async function missingDocs(db: LocalDb, kind: string, ids: readonly string[]): Promise<string[]> {
  const here = new Set(await db.getAllKeys("doc_states"));
  return ids.filter((id) => !here.has(docKey(kind, id)));
}
