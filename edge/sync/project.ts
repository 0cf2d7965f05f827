import { type Authors, projectTicket } from "@db/documents/project_ticket.ts";
import type { Tx } from "@db/tx.ts";
import type { DocContents, DocRef } from "@sync/doc/kinds.ts";
import type { Touched } from "@sync/policy/check.ts";

/** Makes the rows of a document say what it says. True when one changed. */
export function project(
  tx: Tx,
  ref: DocRef,
  contents: DocContents,
  by: readonly { memberId: string | null; touched: Touched[] }[],
): Promise<boolean> {
  switch (contents.kind) {
    case "ticket":
      return projectTicket(tx, ref.id, contents.ticket, authorsOf(by));
  }
}

/** The last one who touched it; for what nobody of these touched (healed from elsewhere), the last one at all. */
function authorsOf(by: readonly { memberId: string | null; touched: Touched[] }[]): Authors {
  const last = by.at(-1)?.memberId ?? null;
  const touching = (root: string, key: string | null) =>
    by.filter(({ touched }) => touched.some((change) => change.root === root && (key === null || change.key === key)));
  const noteBy = new Set(touching("note", null).map(({ memberId }) => memberId));
  return {
    of: (root, key) => touching(root, key).at(-1)?.memberId ?? last,
    noteBy: noteBy.size > 0 ? [...noteBy] : [last],
  };
}
