import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { ChannelSchema } from "@domain/channel.ts";
import { IdSchema } from "@domain/ids.ts";
import type { Sql } from "@db/tx.ts";
import { channelOf } from "../channels/registry.ts";
import type { Connection, Connections } from "../inbound/connections.ts";
import { type JournalEntry, writeJournal } from "../inbound/journal.ts";

type Deps = { sql: Sql; connections: Connections; ingest: { poke(): void } };

/** Meta sends 3 MB at most (facts/channels.md A3). */
const MAX_BYTES = 4 * 1024 * 1024;

/** `/hooks/<channel>/<connectionId>`: verify → journal → 200; nothing clever before the 200 (design.md §8). */
export function webhookRoutes({ sql, connections, ingest }: Deps): Hono {
  const app = new Hono();

  async function connectionOf(kind: string, id: string): Promise<Connection | undefined> {
    if (!ChannelSchema.safeParse(kind).success || !IdSchema.safeParse(id).success) return undefined;
    const connection = await connections.byId(sql, id);
    return connection?.config.channel === kind ? connection : undefined;
  }

  app.get("/:channel/:id", async (c) => {
    const connection = await connectionOf(c.req.param("channel"), c.req.param("id"));
    if (!connection) return c.text("No such connection.", 404);
    const verify = channelOf(connection.config.channel).verify;
    if (!verify) return c.text("This channel has no verification.", 404);
    const answer = verify(new URL(c.req.url).searchParams, connection.config);
    return c.text(answer.body, answer.status as 200);
  });

  app.post(
    "/:channel/:id",
    bodyLimit({ maxSize: MAX_BYTES, onError: (c) => c.text(`Body over ${MAX_BYTES} bytes.`, 413) }),
    async (c) => {
      const connection = await connectionOf(c.req.param("channel"), c.req.param("id"));
      if (!connection) return c.text("No such connection.", 404);
      const { config } = connection;
      const channel = channelOf(config.channel);
      const raw = new Uint8Array(await c.req.arrayBuffer());
      if (!await channel.authentic(c.req.raw.headers, raw, config)) return c.text("Signature does not match.", 401);
      const entries: JournalEntry[] = [];
      for (const part of channel.split(raw, config)) {
        const connectionId = part.route === undefined
          ? config.id
          : await connections.byProviderKey(sql, config.workspaceId, config.channel, part.route);
        if (connectionId) entries.push({ connectionId, key: part.key, part: part.part });
      }
      await writeJournal(sql, config.workspaceId, entries);
      ingest.poke();
      return c.text("ok");
    },
  );

  return app;
}
