/** Folds documents in a thread of its own: building one of twenty megabytes would hold up everybody's for a second. */
import { openPool } from "@db/client.ts";
import type { DocRef } from "@sync/doc/kinds.ts";
import { fold } from "@sync/server/fold.ts";
import { postgresDocStore } from "./postgres_store.ts";

/** `url` comes first, once. Answers each `ref` when it is folded, or with what went wrong. */
export type ToFold = { url: string } | { ref: DocRef };
export type Folded = { error: string | null };

type Scope = { onmessage: ((event: MessageEvent<ToFold>) => void) | null; postMessage(answer: Folded): void };
const scope = self as unknown as Scope;

const opened = Promise.withResolvers<ReturnType<typeof postgresDocStore>>();

scope.onmessage = async ({ data }) => {
  if ("url" in data) return opened.resolve(postgresDocStore({ sql: openPool(data.url, 1), onCommit: () => {} }));
  try {
    await fold(await opened.promise, data.ref);
    scope.postMessage({ error: null });
  } catch (error) {
    scope.postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
};
