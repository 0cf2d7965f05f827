/** Where documents keep what the server has not acknowledged: sync/client's store on our IndexedDB. */
import type { PendingEntry, PendingStore, RefusedEntry } from "@sync/client/pending_store.ts";
import type { DocRef } from "@sync/doc/kinds.ts";
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

export function idbPendingStore(local: LocalDb): PendingStore {
  return {
    load(kind, id) {
      const doc = docKey(kind, id);
      return local.run(async (db) => {
        const tx = db.transaction(["doc_states", "doc_updates"]);
        const [state, updates] = await Promise.all([
          tx.objectStore("doc_states").get(doc),
          tx.objectStore("doc_updates").index("doc").getAll(doc),
        ]);
        const pending: PendingEntry[] = updates.flatMap(({ number, update }) =>
          number === undefined ? [] : [{ number, update }]
        );
        return { state, pending };
      });
    },
    async append(kind, id, update) {
      const number = await local.keep(async (db) => {
        const tx = db.transaction("doc_updates", "readwrite", STRICT);
        const [key] = await Promise.all([tx.store.add({ doc: docKey(kind, id), update }), tx.done]);
        return key;
      });
      changed();
      return number;
    },
    async ack(_kind, _id, numbers) {
      await local.run((db) => {
        const tx = db.transaction("doc_updates", "readwrite");
        for (const number of numbers) void tx.store.delete(number);
        return tx.done;
      });
      changed();
    },
    async saveState(kind, id, state) {
      await local.run((db) => db.put("doc_states", state, docKey(kind, id)));
    },
    async keepRefused(kind, id, entry: RefusedEntry) {
      await local.keep(async (db) => {
        const tx = db.transaction("doc_refusals", "readwrite", STRICT);
        await Promise.all([tx.store.add({ doc: docKey(kind, id), entry }), tx.done]);
      });
    },
  };
}

export type KeptRefusal = { number: number; entry: RefusedEntry };

/** What was refused of a document and not yet put aside by its author. */
export async function readRefused(local: LocalDb, kind: string, id: string): Promise<KeptRefusal[]> {
  const kept = await local.run((db) => db.getAllFromIndex("doc_refusals", "doc", docKey(kind, id)));
  // Only keepRefused above writes here.
  return kept.flatMap(({ number, entry }) => number === undefined ? [] : [{ number, entry: entry as RefusedEntry }]);
}

export function dropRefused(local: LocalDb, numbers: readonly number[]): Promise<void> {
  return local.run((db) => {
    const tx = db.transaction("doc_refusals", "readwrite");
    for (const number of numbers) void tx.store.delete(number);
    return tx.done;
  });
}

function docKey(kind: string, id: string): string {
  return `${kind}/${id}`;
}

/** What waits of a document is thrown away, and the copy that holds it. */
export async function dropPending(local: LocalDb, kind: string, id: string): Promise<void> {
  const doc = docKey(kind, id);
  await local.run(async (db) => {
    const tx = db.transaction(["doc_updates", "doc_states"], "readwrite");
    const numbers = await tx.objectStore("doc_updates").index("doc").getAllKeys(doc);
    for (const number of numbers) void tx.objectStore("doc_updates").delete(number);
    void tx.objectStore("doc_states").delete(doc);
    await tx.done;
  });
  changed();
}

/** Copies of documents that are not wanted here any more leave this disk; those with edits that wait stay. */
export async function dropCopies(local: LocalDb, kind: string, isWanted: (id: string) => boolean): Promise<void> {
  const prefix = docKey(kind, "");
  await local.run(async (db) => {
    const tx = db.transaction(["doc_updates", "doc_states"], "readwrite");
    const copies = await tx.objectStore("doc_states").getAllKeys();
    for (const doc of copies) {
      if (!doc.startsWith(prefix) || isWanted(doc.slice(prefix.length))) continue;
      if (await tx.objectStore("doc_updates").index("doc").getKey(doc) !== undefined) continue;
      void tx.objectStore("doc_states").delete(doc);
    }
    await tx.done;
  });
}

/** By name: the list must not bring Yjs along. */
const KINDS: readonly DocRef["kind"][] = ["ticket", "board"];

/** Documents with edits the server has not acknowledged. */
export function pendingDocs(local: LocalDb): Promise<DocRef[]> {
  return local.run(async (db) => {
    const refs: DocRef[] = [];
    let cursor = await db.transaction("doc_updates").store.index("doc").openKeyCursor(null, "nextunique");
    while (cursor) {
      const [name, id = ""] = cursor.key.split("/");
      const kind = KINDS.find((known) => known === name);
      if (kind) refs.push({ kind, id });
      cursor = await cursor.continue();
    }
    return refs;
  });
}

/** Those of which no copy lies here. */
export async function missingDocs(local: LocalDb, refs: readonly DocRef[]): Promise<DocRef[]> {
  const here = new Set(await local.run((db) => db.getAllKeys("doc_states")));
  return refs.filter(({ kind, id }) => !here.has(docKey(kind, id)));
}
