import { untoldDocuments } from "@db/documents/untold.ts";
import type { Sql } from "@db/tx.ts";
import { isDocKind } from "@sync/doc/kinds.ts";
import { postgresDocStore } from "./postgres_store.ts";

/** Longer than any living node leaves rows behind their text (LIMITS.followMs), busy or not. */
const ABANDONED_SECONDS = 30;
const AT_ONCE = 50;

/**
 * Rows that a node left behind their text when it died follow it (SPEC.md R13). Safe to repeat and on many nodes at once.
 * `committed`: the feed should look.
 */
export async function followAbandonedText(
  sql: Sql,
  committed: () => void,
  seconds = ABANDONED_SECONDS,
): Promise<void> {
  const store = postgresDocStore({ sql, onCommit: committed });
  const found = await untoldDocuments(sql, seconds, AT_ONCE);
  for (const { kind, id, memberId } of found) {
    if (!isDocKind(kind)) continue;
    const by = memberId === null ? [] : [{ memberId, touched: [] }];
    await store.follow([{ ref: { kind, id }, known: null, by }]);
  }
}
