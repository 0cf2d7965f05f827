import type { DocKind } from "../doc/kinds.ts";
import { isFollowed } from "../doc/kinds.ts";
import type { Verdict } from "../policy/check.ts";
import type { Authorship } from "./doc_store.ts";
import type { Accepted, Frame } from "./room_types.ts";

/**
 * What the verdicts, one a frame and all good, say of these frames: each with what it changed, who wrote where in their
 * order, and which of that is text that rows follow.
 */
export function acceptedOf(kind: DocKind, frames: readonly Frame[], verdicts: readonly Verdict[]) {
  const accepted = frames.map((frame, i): Accepted => {
    const verdict = verdicts[i]!;
    return { ...frame, changed: verdict.ok && verdict.changed, newClients: verdict.ok ? verdict.newClients : [] };
  });
  const by = verdicts.flatMap((verdict, i): Authorship[] =>
    verdict.ok && verdict.changed ? [{ memberId: frames[i]!.session.member.id, touched: verdict.touched }] : []
  );
  const followed = by.filter(({ touched }) => touched.some(({ root }) => isFollowed(kind, root)));
  return { accepted, by, followed };
}
