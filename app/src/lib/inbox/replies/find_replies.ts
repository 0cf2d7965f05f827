import type { Actor } from "@domain/policy.ts";
import type { Row } from "@domain/rows.ts";
import { fold } from "@domain/fold.ts";

type Reply = Row<"quick_replies">;

/** The word after `/` that ends at the cursor, when a line or a word begins with it; undefined: none is being typed. */
export function slashWord(beforeCursor: string): string | undefined {
  return /(?:^|\s)\/([\p{L}\p{N}_-]{0,32})$/u.exec(beforeCursor)?.[1];
}

/**
 * What this member is offered for what was typed (CMP-08, QRP-05): shortcuts that begin with it, then titles, then texts
 * that hold it; accents and case aside. Of equal ones my own stand first, then the ticket's department's, my
 * departments', everybody's. Other departments' (QRP-02: all are everybody's) come last, and only when looked for.
 */
export function findReplies(all: readonly Reply[], typed: string, me: Actor, departmentId: string | null): Reply[] {
  const words = fold(typed);
  const ranked = all.flatMap((reply) => {
    const near = nearness(reply, me, departmentId);
    const rank = near === undefined || (near === FAR && words === "") ? undefined : rankOf(reply, words);
    return rank === undefined ? [] : [{ reply, rank: rank * (FAR + 1) + near! }];
  });
  return ranked
    .sort((a, b) => a.rank - b.rank || a.reply.shortcut.localeCompare(b.reply.shortcut))
    .map(({ reply }) => reply);
}

function rankOf(reply: Reply, words: string): number | undefined {
  const shortcut = fold(reply.shortcut);
  if (shortcut === words) return 0;
  if (shortcut.startsWith(words)) return 1;
  const title = fold(reply.title);
  if (title.startsWith(words)) return 2;
  if (title.includes(words) || shortcut.includes(words)) return 3;
  return fold(reply.text).includes(words) ? 4 : undefined;
}

const FAR = 4;

/** Undefined: somebody else's own. */
function nearness({ owner_id, department_id }: Reply, me: Actor, departmentId: string | null): number | undefined {
  if (owner_id !== null) return owner_id === me.id ? 0 : undefined;
  if (department_id === null) return 3;
  if (department_id === departmentId) return 1;
  return me.departmentIds.includes(department_id) ? 2 : FAR;
}
