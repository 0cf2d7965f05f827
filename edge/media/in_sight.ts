import type { Sql, Tx } from "@db/tx.ts";
import { type Actor, canSeeConversation, type Placed } from "@domain/policy.ts";

/**
 * May this member open or send on a stored file of their workspace? Their own upload, or one that hangs on a message of
 * a conversation they may see: knowing an id is not enough.
 */
export async function mediaInSight(
  sql: Sql | Tx,
  member: Actor & { workspaceId: string },
  file: { id: string; created_by: string | null },
): Promise<boolean> {
  if (file.created_by === member.id) return true;
  const places = await sql<Placed[]>`
    select distinct c.agent_id, c.department_id
    from messages m join conversations c on c.id = m.conversation_id
    where m.media_id = ${file.id} and m.workspace_id = ${member.workspaceId}`;
  return places.some((place) => canSeeConversation(member, place));
}
