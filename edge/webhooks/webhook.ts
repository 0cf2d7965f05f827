import { ChannelSchema } from "@domain/channel.ts";
import type { Sql } from "@db/tx.ts";
import { channelOf } from "../channels/registry.ts";
import type { Deps } from "../deps.ts";
import { type Connection, sharedReads } from "../inbound/connections.ts";
import type { JournalEntry } from "../inbound/journal.ts";
import { readLimited } from "../inbound/read_limited.ts";

/** Meta sends 3 MB at most (facts/channels.md A3). */
const MAX_BYTES = 4 * 1024 * 1024;
const PATH = /^\/hooks\/([^/]+)\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * `/hooks/<channel>/<connectionId>`: verify → journal → 200; nothing clever before the 200 (design.md §8). It stands
 * before the router, because nothing that is for people (session, Origin, CSP) is for providers. Undefined: not its path.
 */
export function webhookDoor(
  { sql, connections, journal, ingest, log }: Pick<Deps, "sql" | "connections" | "journal" | "ingest" | "log">,
): (request: Request) => Promise<Response> | undefined {
  const connectionById = sharedReads(sql, connections);

  async function answer(request: Request, path: string, query: string): Promise<Response> {
    const [, kind, id] = PATH.exec(path) ?? [];
    const connection = id && ChannelSchema.safeParse(kind).success ? await connectionById(id) : undefined;
    if (!connection || connection.config.channel !== kind) return say(404, "No such connection.");
    if (request.method === "POST") return await accept(request, connection);
    const verify = request.method === "GET" && channelOf(connection.config.channel).verify;
    if (!verify) return say(404, "This channel has no verification.");
    const { status, body } = verify(new URLSearchParams(query), connection.config);
    return say(status, body);
  }

  async function accept(request: Request, connection: Connection): Promise<Response> {
    const { config } = connection;
    const channel = channelOf(config.channel);
    const raw = await readLimited(request, MAX_BYTES);
    if (!raw) return say(413, `Body over ${MAX_BYTES} bytes.`);
    if (!await channel.authentic(request.headers, raw, config)) return say(401, "Signature does not match.");
    const entries: JournalEntry[] = [];
    for (const { route, key, part } of channel.split(raw, config)) {
      const connectionId = await receiverOf(sql, connection, route);
      if (connectionId) entries.push({ connectionId, key, part });
    }
    await journal.write(entries);
    ingest.poke();
    return say(200, "ok");
  }

  /** One Meta app calls one path for all its numbers. */
  async function receiverOf(sql: Sql, { config, providerKey }: Connection, route: string | undefined) {
    if (route === undefined || route === providerKey) return config.id;
    return await connections.byProviderKey(sql, config.workspaceId, config.channel, route);
  }

  return (request) => {
    const { path, query } = partsOf(request.url);
    if (!path.startsWith("/hooks/")) return undefined;
    return answer(request, path, query).catch((error: unknown) => {
      log.error("webhook failed", { path, error });
      return say(500, "The server failed; send it again.");
    });
  };
}

const say = (status: number, text: string): Response => new Response(text, { status });

/** Without making a URL of it: this is asked of every request there is. */
function partsOf(url: string): { path: string; query: string } {
  const start = url.indexOf("/", url.indexOf("//") + 2);
  const mark = url.indexOf("?", start);
  return mark < 0
    ? { path: url.slice(start), query: "" }
    : { path: url.slice(start, mark), query: url.slice(mark + 1) };
}
