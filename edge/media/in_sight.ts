import type { Sql, Tx } from "@db/tx.ts";
import { type Actor, canSeeConversation, type Placed } from "@domain/policy.ts";

/**
 * May this member open or send on a stored file of their workspace? Their own upload, one in a contact's field, one of the gallery or of a quick
 * reply that is theirs to use, or one that hangs on a message (sent or scheduled) of a conversation they may see:
 * knowing an id is not enough.
 */
export async function mediaInSight(
  sql: Sql | Tx,
  member: Actor & { workspaceId: string },
  file: { id: string; created_by: string | null; is_shared: boolean },
): Promise<boolean> {
  if (file.created_by === member.id || file.is_shared) return true;
  const places = await sql<Placed[]>`
    select c.agent_id, c.department_id
    from messages m join conversations c on c.id = m.conversation_id
    where m.media_id = ${file.id} and m.workspace_id = ${member.workspaceId}
    union
    select c.agent_id, c.department_id
    from scheduled_messages s join conversations c on c.id = s.conversation_id
    where s.media @> ${sql.json({ id: file.id })} and s.workspace_id = ${member.workspaceId}`;
  return places.some((place) => canSeeConversation(member, place)) || await isReady(sql, member, file.id);
}

/** Does it lie ready for this member: in the gallery, or with a quick reply of the team's or their own? */
async function isReady(sql: Sql | Tx, member: Actor & { workspaceId: string }, mediaId: string): Promise<boolean> {
  const [found] = await sql`
    select 1 from gallery_items g
    where g.workspace_id = ${member.workspaceId} and g.deleted_at is null and g.media @> ${sql.json({ id: mediaId })}
    union all
    select 1 from quick_replies q
    where q.workspace_id = ${member.workspaceId} and q.deleted_at is null and q.media @> ${sql.json([{ id: mediaId }])}
      and (q.owner_id is null or q.owner_id = ${member.id})
    limit 1`;
  return found !== undefined;
}
