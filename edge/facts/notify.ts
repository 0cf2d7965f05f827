import { newId } from "@domain/ids.ts";
import { mentionedIn } from "@domain/mention.ts";
import { preview } from "@domain/message.ts";
import type { NotificationKind } from "@domain/notification.ts";
import { canSeeConversation, type Permission, type Placed } from "@domain/policy.ts";
import type { Tx } from "@db/tx.ts";

export type News = {
  kind: NotificationKind;
  conversationId: string;
  ticketId: string;
  /** The member who did it is not told; null: the contact, or nobody. */
  actorId: string | null;
  messageId?: string | null;
  text?: string;
  count?: number;
};

/**
 * Tells members, each once a call. A reply, an answer and a note that call the same member again count up what they
 * have not read yet (notifications_once): twenty messages in a row are one line.
 */
export async function notify(tx: Tx, workspaceId: string, memberIds: Iterable<string>, news: News): Promise<void> {
  const owners = [...new Set(memberIds)].filter((id) => id !== news.actorId);
  if (owners.length === 0) return;
  await tx`
    insert into notifications (id, workspace_id, owner_id, conversation_id, ticket_id, kind, actor_id, message_id, text, count)
    select r.id, ${workspaceId}, m.id, ${news.conversationId}, ${news.ticketId}, ${news.kind}, ${news.actorId},
      ${news.messageId ?? null}, ${preview(news.text ?? "")}, ${news.count ?? 1}
    from unnest(${owners.map(() => newId())}::uuid[], ${owners}::uuid[]) as r (id, owner_id)
    join members m on m.id = r.owner_id and m.status = 'active' and m.deleted_at is null
    on conflict (owner_id, ticket_id, kind)
      where read_at is null and deleted_at is null and kind in ('note', 'reply', 'answered')
    do update set count = notifications.count + excluded.count, text = excluded.text, at = excluded.at,
      actor_id = excluded.actor_id, message_id = excluded.message_id`;
}

type Words = Omit<News, "text"> & { text: string; before?: string; place: Placed };

/** Tells whom these words call who were not called before, of those who may see the conversation. */
export async function notifyMentioned(tx: Tx, workspaceId: string, { before = "", place, ...news }: Words) {
  if (!news.text.includes("@")) return;
  const members = await tx<{ id: string; name: string; department_ids: string[]; permissions: Permission[] }[]>`
    select m.id, m.name, m.department_ids, r.permissions from members m join roles r on r.id = m.role_id
    where m.workspace_id = ${workspaceId} and m.status = 'active' and m.deleted_at is null`;
  const known = mentionedIn(before, members);
  const called = mentionedIn(news.text, members);
  const told = members.filter((member) =>
    called.has(member.id) && !known.has(member.id) &&
    canSeeConversation({ ...member, departmentIds: member.department_ids }, place)
  );
  await notify(tx, workspaceId, told.map(({ id }) => id), news);
}
