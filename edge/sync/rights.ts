import type { Change } from "@db/feed/changes.ts";
import type { Rooms } from "@sync/server/rooms.ts";

/**
 * Rows that say who may do what: for each table whom a change concerns. What a session may see and write hangs on its
 * member, the member's role and departments, and the place of the document's conversation, or the end of its board.
 */
export function askAgain(rooms: Rooms, changes: readonly Change[]): void {
  const [members, workspaces, things] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { table, id, workspaceId, moved } of changes) {
    if (table === "members") members.add(id);
    else if (table === "roles" || table === "departments") workspaces.add(workspaceId);
    else if ((table === "conversations" && moved) || table === "boards") things.add(id);
  }
  if (members.size + workspaces.size + things.size === 0) return;
  rooms.recheck((session) =>
    members.has(session.memberId) || workspaces.has(session.workspaceId) || things.has(session.hangsOn)
  );
}
