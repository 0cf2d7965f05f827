import { withWorkspace } from "@db/tx.ts";
import { channelOf } from "../channels/registry.ts";
import type { DeliverDeps } from "./deliver.ts";

/** Tells the provider that what the contact wrote was read (their blue ticks; groups have none). Best effort. */
export async function markReadAtProvider(
  deps: DeliverDeps,
  workspaceId: string,
  conversationId: string,
): Promise<void> {
  const found = await withWorkspace(deps.sql, workspaceId, async (tx) => {
    const [last] = await tx<{ connection_id: string; provider_id: string }[]>`
      select connection_id, provider_id from messages where conversation_id = ${conversationId} and direction = 'in' and provider_id is not null
        and sender_id is null
      order by created_at desc, id desc limit 1`;
    const connection = last && await deps.connections.byId(tx, last.connection_id);
    return connection && connection.status === "active" ? { connection, providerId: last.provider_id } : undefined;
  });
  if (!found) return;
  const { config } = found.connection;
  await channelOf(config.channel).markRead?.(found.providerId, config, io(deps), false);
}

export async function reactAtProvider(
  deps: DeliverDeps,
  workspaceId: string,
  messageId: string,
  emoji: string,
): Promise<void> {
  const found = await withWorkspace(deps.sql, workspaceId, async (tx) => {
    const [message] = await tx<{ connection_id: string; provider_id: string | null; contact_id: string }[]>`
      select m.connection_id, m.provider_id, c.contact_id from messages m join conversations c on c.id = m.conversation_id where m.id = ${messageId}`;
    if (!message?.provider_id) return undefined;
    const connection = await deps.connections.byId(tx, message.connection_id);
    const to = await tx<{ kind: "phone" | "wa_user" | "web" | "email"; value: string }[]>`
      select kind, value from contact_identities where contact_id = ${message.contact_id} and deleted_at is null
        and (connection_id is null or connection_id = ${message.connection_id}) order by array_position(array['phone', 'wa_user', 'web', 'email'], kind)`;
    return connection && { connection, to: [...to], providerId: message.provider_id };
  });
  if (!found) return;
  const { config } = found.connection;
  await channelOf(config.channel).send(
    { messageId, to: found.to, content: { kind: "reaction", targetProviderId: found.providerId, emoji } },
    config,
    io(deps),
  );
}

function io(deps: DeliverDeps) {
  return { fetch: deps.fetch, graphUrl: deps.graphUrl, signal: AbortSignal.timeout(15_000) };
}
