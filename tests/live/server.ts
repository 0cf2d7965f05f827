/** A server that speaks the data layer's surface over rows in memory: enough to cut, refuse, repeat and count. */
import type { Action, ActionResult } from "@domain/action.ts";
import { MIRROR_VERSION, type RowsEvent } from "@domain/feed.ts";
import type { Row } from "@domain/rows.ts";
import { ME, synthetic, syntheticMessages, uuid } from "@db/cache/testing/synthetic.ts";

type Client = { send: (event: string, data: unknown, id?: number) => void; close: () => void };

export type LiveServer = Awaited<ReturnType<typeof startLiveServer>>;

const TYPES: Record<string, string> = {
  html: "text/html",
  js: "text/javascript",
  wasm: "application/wasm",
  css: "text/css",
};

/** Serves `root` and the API with `count` conversations on `port`. */
export function startLiveServer(root: string, port: number, count: number) {
  const rows = firstRows(count);
  const log: RowsEvent[] = [];
  const clients = new Set<Client>();
  const results = new Map<string, ActionResult>();
  const arrived: Action[] = [];
  const uploads = new Map<string, number>();
  let isDown = false;
  let feeds = 0;
  let signedIn: string | undefined = ME;
  let isNewer = false;
  let prelude = "";

  function publish(...events: RowsEvent[]): void {
    for (const event of events) {
      log.push(event);
      for (const client of clients) client.send("rows", event);
    }
    for (const client of clients) client.send("level", { at: new Date().toISOString() }, 1000 + log.length);
  }

  function feed(cursor: string | null): Response {
    feeds++;
    const encoder = new TextEncoder();
    let client: Client;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        client = {
          send: (event, data, id) =>
            controller.enqueue(
              encoder.encode(
                `event: ${event}\n${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`,
              ),
            ),
          close: () => controller.close(),
        };
        if (cursor === null) {
          for (const event of rows) {
            for (let i = 0; i < event.rows.length; i += 500) {
              client.send("rows", { table: event.table, rows: event.rows.slice(i, i + 500) });
            }
          }
          for (const event of log) client.send("rows", event);
        } else for (const event of log.slice(Number(cursor) - 1000)) client.send("rows", event);
        client.send("level", { at: new Date().toISOString() }, 1000 + log.length);
        clients.add(client);
      },
      cancel: () => void clients.delete(client),
    });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  }

  function run(action: Action): ActionResult {
    const known = results.get(action.id);
    if (known) return known;
    arrived.push(action);
    const refusal = action.type === "message.send" && action.text.startsWith("refuse:") && !action.anyway;
    const result: ActionResult = refusal
      ? { id: action.id, status: "refused", code: "moved_on", params: {} }
      : { id: action.id, status: "done" };
    results.set(action.id, result);
    if (!refusal && action.type === "message.send") publish({ table: "messages", rows: [messageOf(action)] });
    return result;
  }

  async function api(request: Request, url: URL): Promise<Response> {
    if (isDown) return Response.json({ code: "server_error", params: {} }, { status: 503 });
    if (!signedIn) return Response.json({ code: "not_signed_in", params: {} }, { status: 401 });
    switch (url.pathname) {
      case "/api/me":
        return Response.json({
          member: member(signedIn),
          workspace: { id: uuid(10, 0), deleted_at: null, name: "W", locale: "en", time_zone: "UTC" },
          actor: { id: signedIn, permissions: ["chat.viewAll"], departmentIds: [] },
          mirrorVersion: MIRROR_VERSION + (isNewer ? 1 : 0),
          serverTime: new Date().toISOString(),
        });
      case "/api/feed":
        return isNewer ? outdated() : feed(url.searchParams.get("cursor"));
      case "/api/actions": {
        const { actions }: { actions: Action[] } = await request.json();
        if (isNewer) return Response.json({ code: "client_too_old", params: {} }, { status: 409 });
        return Response.json({ results: actions.map(run) });
      }
      case "/api/auth/sign-out":
        signedIn = undefined;
        return new Response(null, { status: 204 });
      case "/api/history": {
        const older = syntheticMessages(0, 100).slice(0, 50);
        return Response.json({ messages: older, events: [], hasOlder: false });
      }
    }
    if (url.pathname.startsWith("/api/media/") && request.method === "PUT") {
      const bytes = await request.arrayBuffer();
      uploads.set(url.pathname.slice(11), bytes.byteLength);
      return Response.json({});
    }
    return new Response(null, { status: url.pathname === "/api/presence" ? 204 : 404 });
  }

  async function file(url: URL): Promise<Response> {
    const path = url.pathname === "/" ? "/index.html" : url.pathname;
    try {
      const bytes = await Deno.readFile(root + path);
      const type = TYPES[path.slice(path.lastIndexOf(".") + 1)] ?? "application/octet-stream";
      const body = path.includes("data.worker") ? new Blob([prelude, bytes]) : bytes;
      return new Response(body, { headers: { "content-type": type, "cache-control": "no-store" } });
    } catch {
      return new Response(null, { status: 404 });
    }
  }

  const server = Deno.serve({ port, hostname: "127.0.0.1", onListen: () => {} }, (request) => {
    const url = new URL(request.url);
    return url.pathname.startsWith("/api/") ? api(request, url) : file(url);
  });

  function drop(): void {
    for (const client of clients) client.close();
    clients.clear();
  }

  function cut(): void {
    isDown = true;
    drop();
  }

  return {
    arrived,
    uploads,
    publish,
    feeds: () => feeds,
    connected: () => clients.size,
    send: (event: string, data: unknown) => clients.forEach((client) => client.send(event, data)),
    signIn: (memberId = ME) => (signedIn = memberId),
    /** A newer version was deployed, or (`false`) the page of this browser is as new. */
    renew: (newer = true) => (isNewer = newer),
    /** Runs in the data worker before its own script: a browser with other habits. */
    workerBegins: (script: string) => (prelude = `${script};\n`),
    /** The session is over: everything answers 401, the feed ends. */
    signOutAll() {
      signedIn = undefined;
      drop();
    },
    /** Every connection breaks, every call fails. */
    cut,
    mend: () => (isDown = false),
    async stop() {
      cut();
      await server.shutdown();
    },
  };
}

function outdated(): Response {
  const body = `event: reset\ndata: ${JSON.stringify({ reason: "version" })}\n\n`;
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}

function member(id = ME): Row<"members"> {
  return {
    id,
    deleted_at: null,
    name: "Eu",
    email: "eu@example.org",
    role_id: uuid(11, 0),
    department_ids: [],
    colour: 1,
    status: "active",
    signature_on: false,
    closing_message: "",
  };
}

function firstRows(count: number): RowsEvent[] {
  return [
    { table: "members", rows: [member()] },
    {
      table: "roles",
      rows: [{ id: uuid(11, 0), deleted_at: null, key: null, name: "R", permissions: ["chat.viewAll"] }],
    },
    { table: "departments", rows: [{ id: uuid(2, 0), deleted_at: null, name: "Vendas", colour: 2, greeting: "" }] },
    ...synthetic(count),
    // The last half of the first conversation's history; a few messages of the next ones.
    { table: "messages", rows: syntheticMessages(0, 100).slice(50) },
    ...Array.from({ length: Math.min(count - 1, 200) }, (_, i): RowsEvent => ({
      table: "messages",
      rows: syntheticMessages(i + 1, 10),
    })),
  ];
}

function messageOf(action: Extract<Action, { type: "message.send" }>): Row<"messages"> {
  return {
    id: action.messageId,
    deleted_at: null,
    conversation_id: action.conversationId,
    ticket_id: null,
    direction: "out",
    kind: "text",
    body: action.text,
    media: action.media ?? null,
    template: null,
    quote_id: null,
    member_id: ME,
    sender_id: null,
    sender_name: null,
    status: "sent",
    origin: null,
    error_code: null,
    error_text: null,
    reactions: {},
    tag_ids: [],
    created_at: new Date().toISOString(),
    composed_at: action.composedAt,
  };
}
