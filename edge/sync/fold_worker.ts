/**
 * What takes long with large documents, in a thread of its own: reading, cutting up or folding one of twenty megabytes
 * would hold up everybody's for a second.
 */
import { openPool } from "@db/client.ts";
import type { DocRef } from "@sync/doc/kinds.ts";
import type { StoredDoc } from "@sync/server/doc_store.ts";
import { fold } from "@sync/server/fold.ts";
import { inPieces } from "@sync/server/stored_copy.ts";
import { postgresDocStore } from "./postgres_store.ts";

/** `url` comes first, once. Each of the others is answered: with what was loaded, `null` when folded, or what went wrong. */
export type ToFold = { url: string } | { fold: DocRef } | { load: DocRef; pieceBytes: number };
export type Folded = { error: string } | { error: null; loaded: StoredDoc | "not_found" | null };

type Scope = {
  onmessage: ((event: MessageEvent<ToFold>) => void) | null;
  postMessage(answer: Folded, transfer?: Transferable[]): void;
};
const scope = self as unknown as Scope;

const opened = Promise.withResolvers<ReturnType<typeof postgresDocStore>>();

scope.onmessage = async ({ data }) => {
  if ("url" in data) return opened.resolve(postgresDocStore({ sql: openPool(data.url, 1), onCommit: () => {} }));
  try {
    const store = await opened.promise;
    if ("fold" in data) {
      await fold(store, data.fold);
      return scope.postMessage({ error: null, loaded: null });
    }
    const stored = await store.load(data.load);
    if (stored === "not_found") return scope.postMessage({ error: null, loaded: stored });
    const loaded = inPieces(stored, data.pieceBytes);
    scope.postMessage({ error: null, loaded }, loaded.snapshot.map(({ buffer }) => buffer));
  } catch (error) {
    scope.postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
};
