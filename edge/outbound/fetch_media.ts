import type { InboundMedia } from "@domain/inbound.ts";
import type { Media } from "@domain/message.ts";
import { withWorkspace } from "@db/tx.ts";
import { channelOf } from "../channels/registry.ts";
import { saveMedia } from "../media/save.ts";
import type { DeliverDeps } from "./deliver.ts";

/** Brings a received file here from the provider and fills in what only the bytes tell. Throws to be tried again. */
export async function fetchMedia(deps: DeliverDeps, workspaceId: string, messageId: string): Promise<void> {
  const found = await withWorkspace(deps.sql, workspaceId, async (tx) => {
    const [message] = await tx<{ media: Media; connection_id: string; provider_id: string | null; stored: boolean }[]>`
      select m.media, m.connection_id, f.provider_id, f.stored_at is not null as stored
      from messages m join media f on f.id = (m.media->>'id')::uuid where m.id = ${messageId}`;
    const connection = message && await deps.connections.byId(tx, message.connection_id);
    return connection && message.provider_id && !message.stored
      ? { connection, media: message.media, providerId: message.provider_id }
      : undefined;
  });
  if (!found) return;
  const { connection, media, providerId } = found;
  const wanted: InboundMedia = { providerId, kind: media.kind, mime: media.mime, name: media.name };
  const fetched = await channelOf(connection.config.channel).media(wanted, connection.config, {
    fetch: deps.fetch,
    graphUrl: deps.graphUrl,
    signal: AbortSignal.timeout(60_000),
  });
  const lost = async (code: string, text: string) => {
    await withWorkspace(deps.sql, workspaceId, async (tx) => {
      await tx`update messages set error_code = ${code}, error_text = ${text} where id = ${messageId}`;
    });
    deps.committed();
  };
  if (!fetched.ok) {
    if (fetched.reason === "retry") throw new Error(fetched.text);
    return await lost(`media_${fetched.reason}`, fetched.text);
  }
  const saved = await saveMedia(deps, workspaceId, {
    id: media.id,
    bytes: fetched.bytes,
    name: fetched.name ?? media.name,
    createdBy: null,
  });
  // HTML, SVG, programs: not kept, and trying again would not change it.
  if (!saved.ok) return await lost(saved.code, `${saved.params.mime ?? saved.params.reason ?? ""}`);
  await withWorkspace(deps.sql, workspaceId, async (tx) => {
    await tx`update messages set media = media || ${
      tx.json({ size: saved.media.size, mime: saved.media.mime, ...dimensions(saved.media) })
    } where id = ${messageId}`;
  });
  deps.committed();
}

function dimensions(media: Media): { width?: number; height?: number } {
  return media.width && media.height ? { width: media.width, height: media.height } : {};
}
