import { fold } from "@domain/fold.ts";
import { canSeeConversation, type Placed } from "@domain/policy.ts";
import type { Row } from "@domain/rows.ts";
import type { Config } from "#lib/live/desk_api.ts";

/** The word after `@` that ends at the cursor, when a word begins with it; undefined: none is being typed. */
export function atWord(beforeCursor: string): string | undefined {
  return /(?:^|[^\p{L}\p{N}_])@([\p{L}\p{N}_]{0,32})$/u.exec(beforeCursor)?.[1];
}

/**
 * Who can be called where a conversation stands: active colleagues who see it (a call nobody may follow helps nobody),
 * names that begin with what was typed before those that hold it; of equal ones those who are here first.
 */
export function findMembers(
  config: Pick<Config, "members" | "roles">,
  typed: string,
  at: { me: string; place: Placed; isHere: (id: string) => boolean },
): Row<"members">[] {
  const word = fold(typed);
  const ranked = [...config.members.values()].flatMap((member) => {
    if (member.id === at.me || member.status !== "active") return [];
    const permissions = config.roles.get(member.role_id)?.permissions ?? [];
    const actor = { id: member.id, permissions, departmentIds: member.department_ids };
    if (!canSeeConversation(actor, at.place)) return [];
    const rank = fold(member.name).split(/\s+/).findIndex((part) => part.startsWith(word));
    return rank < 0 ? [] : [{ member, rank: rank * 2 + (at.isHere(member.id) ? 0 : 1) }];
  });
  return ranked.sort((a, b) => a.rank - b.rank || a.member.name.localeCompare(b.member.name)).map(({ member }) =>
    member
  );
}
