import { type Author, projectTicket } from "@db/documents/project_ticket.ts";
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
      return projectTicket(tx, ref.id, contents.ticket, authorOf(by));
  }
}

/** The last one who touched it; for what nobody of these touched (healed from elsewhere), the last one at all. */
function authorOf(by: readonly { memberId: string | null; touched: Touched[] }[]): Author {
  return (root, key) => {
    const touching = by.findLast(({ touched }) =>
      touched.some((change) => change.root === root && (key === null || change.key === key))
    );
    return (touching ?? by.at(-1))?.memberId ?? null;
  };
}
