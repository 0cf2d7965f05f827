import { CAPABILITIES, type Channel } from "@domain/channel.ts";
import { type ConversationFact, lockConversation } from "../../facts/conversation.ts";
import type { Context } from "../context.ts";

type Wanted = { id: string; connectionId: string; channel: Channel; contactId: string };

/** The contact's thread on this connection, made under `id` when there is none. Locked. */
export async function conversationWith(
  { tx, member }: Context,
  { id, connectionId, channel, contactId }: Wanted,
): Promise<ConversationFact> {
  const { hasWindow } = CAPABILITIES[channel];
  await tx`
    insert into conversations (id, workspace_id, contact_id, connection_id, channel, has_window)
    values (${id}, ${member.workspaceId}, ${contactId}, ${connectionId}, ${channel}, ${hasWindow})
    on conflict (connection_id, contact_id) do nothing`;
  const [row] = await tx<{ id: string }[]>`
    select id from conversations where connection_id = ${connectionId} and contact_id = ${contactId}`;
  return (await lockConversation(tx, row!.id))!;
}
