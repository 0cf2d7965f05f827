/** A node that says nothing for this long is gone, and its members with it. */
const FORGET_MS = 45_000;

type Change = { came: string[]; went: string[] };
/** What one node said of one workspace. */
type Said = { workspaceId: string; members: Set<string>; until: number };

/**
 * Who is online: what each node says of its own members, all of them now and then (`all`) and one at a time in between
 * (`one`). Each answers what that changed for those who look: a member of two nodes came once and goes once.
 */
export class Online {
  readonly #nodes = new Map<string, Said>();

  all(node: string, workspaceId: string, memberIds: readonly string[], now: number): Change {
    const said = this.#said(node, workspaceId, now);
    const before = said.members;
    said.members = new Set(memberIds);
    return {
      came: memberIds.filter((id) => !before.has(id) && !this.#isElsewhere(said, id)),
      went: [...before].filter((id) => !said.members.has(id) && !this.#isElsewhere(said, id)),
    };
  }

  one(node: string, workspaceId: string, memberId: string, isHere: boolean, now: number): Change {
    const said = this.#said(node, workspaceId, now);
    const isNews = said.members.has(memberId) !== isHere && !this.#isElsewhere(said, memberId);
    if (isHere) said.members.add(memberId);
    else said.members.delete(memberId);
    return { came: isNews && isHere ? [memberId] : [], went: isNews && !isHere ? [memberId] : [] };
  }

  in(workspaceId: string): string[] {
    const members = new Set<string>();
    for (const said of this.#nodes.values()) {
      if (said.workspaceId === workspaceId) said.members.forEach((id) => members.add(id));
    }
    return [...members];
  }

  /** Out: by workspace, who went with the nodes that fell silent. */
  forget(now: number): Map<string, string[]> {
    const gone = new Map<string, string[]>();
    for (const [key, said] of this.#nodes) {
      if (said.until >= now) continue;
      this.#nodes.delete(key);
      const went = [...said.members].filter((id) => !this.#isElsewhere(said, id));
      gone.set(said.workspaceId, [...gone.get(said.workspaceId) ?? [], ...went]);
    }
    return gone;
  }

  #said(node: string, workspaceId: string, now: number): Said {
    const key = `${node}/${workspaceId}`;
    const said = this.#nodes.get(key) ?? { workspaceId, members: new Set<string>(), until: 0 };
    said.until = now + FORGET_MS;
    this.#nodes.set(key, said);
    return said;
  }

  #isElsewhere(here: Said, memberId: string): boolean {
    for (const said of this.#nodes.values()) {
      if (said !== here && said.workspaceId === here.workspaceId && said.members.has(memberId)) return true;
    }
    return false;
  }
}
