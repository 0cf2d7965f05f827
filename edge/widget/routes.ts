import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import * as z from "zod/mini";
import { CAPABILITIES } from "@domain/channel.ts";
import type { ErrorCode, ErrorParams } from "@domain/error.ts";
import { IdSchema } from "@domain/id_schema.ts";
import { readVisitor, signVisitor } from "../channels/webchat/verify.ts";
import { journalPart } from "../channels/webchat/webchat.ts";
import { MediaSchema } from "../channels/webchat/wire.ts";
import { limiter } from "./limiter.ts";
import { asset, chatPage, chatPolicy, isConnectionId, loader } from "./page.ts";
import { resumeVisitor, SessionSchema } from "./session.ts";
import type { Visitor, WidgetConnection, WidgetStore } from "./store.ts";
import { visitorStream } from "./stream.ts";

export type WidgetDeps = {
  store: WidgetStore;
  clock?: () => number;
  /** The caller's address behind the trusted proxies; without it new visitors are not limited here. */
  addressOf?: (c: Context) => string;
};

type Variables = { Variables: { connection: WidgetConnection; visitor: Visitor } };

const MAX_FILE = Math.max(...Object.values(CAPABILITIES.webchat.media).map((limit) => limit.maxBytes));
const PAGE = 50;

const MessageSchema = z.object({
  id: IdSchema,
  text: z._default(z.string().check(z.maxLength(CAPABILITIES.webchat.maxText)), ""),
  media: z.optional(MediaSchema),
  quoteId: z.optional(IdSchema),
});
const ReceiptSchema = z.object({
  type: z.enum(["delivered", "read"]),
  messageIds: z.array(IdSchema).check(z.minLength(1), z.maxLength(100)),
});
const TypingSchema = z.object({ typing: z.boolean() });

/** The web chat: the loader, the page in the frame, and the visitor's API. Mounted at the root. */
export function widgetRoutes({ store, clock = Date.now, addressOf }: WidgetDeps): Hono<Variables> {
  const app = new Hono<Variables>();
  const sessions = limiter(30, 0.2, clock);
  const messages = limiter(20, 1, clock);
  const typings = limiter(10, 1, clock);

  app.get("/widget.js", async (c) => {
    const id = c.req.query("connection");
    const connection = isConnectionId(id) ? await store.connection(id) : undefined;
    c.header("content-type", "text/javascript; charset=utf-8");
    c.header("x-content-type-options", "nosniff");
    // The host page may demand it of everything it loads.
    c.header("cross-origin-resource-policy", "cross-origin");
    if (!connection) {
      return c.body(`console.warn("Mutirão: esta conexão não existe ou está desligada (connection=)")`, 404);
    }
    c.header("cache-control", "public, max-age=300");
    return c.body(await loader(connection));
  });

  app.use("/chat/:connectionId/*", async (c, next) => {
    const id = c.req.param("connectionId");
    const connection = isConnectionId(id) ? await store.connection(id) : undefined;
    if (!connection) return problem(c, 404, "not_found");
    c.set("connection", connection);
    await next();
    // Streams and static files come with headers of their own.
    if (!c.res.headers.has("cache-control")) c.res.headers.set("cache-control", "no-store");
    c.res.headers.set("x-content-type-options", "nosniff");
    c.res.headers.set("referrer-policy", "no-referrer");
  });
  app.get("/chat/:connectionId", async (c) => {
    const connection = c.get("connection");
    return c.html(await chatPage(connection), 200, {
      "content-security-policy": chatPolicy(connection),
      "cache-control": "no-store",
    });
  });
  app.get("/chat/:connectionId/assets/:name", async (c) => {
    const file = await asset(c.req.param("name"));
    if (!file) return problem(c, 404, "not_found");
    return c.body(file.bytes, 200, { "content-type": file.type, "cache-control": "public, max-age=300" });
  });

  app.post("/chat/:connectionId/api/session", bodyLimit({ maxSize: 16_384 }), async (c) => {
    const { config, team, whatsapp } = c.get("connection");
    const wait = addressOf ? sessions.take(`${config.id} ${addressOf(c)}`) : true;
    if (wait !== true) return problem(c, 429, "too_many_tries", { seconds: wait });
    const input = z.safeParse(SessionSchema, await json(c));
    if (!input.success) return badInput(c, input.error);
    const resumed = resumeVisitor(input.data, config);
    if (!resumed.ok) return problem(c, 401, "bad_token");
    const { visitor } = resumed;
    const history = await store.history(config, visitor, { limit: PAGE });
    return c.json({ token: signVisitor(visitor, config), name: visitor.name, team, whatsapp, ...history });
  });

  app.use("/chat/:connectionId/api/*", async (c, next) => {
    if (c.req.path.endsWith("/api/session")) return await next();
    const token = /^Bearer (.+)$/.exec(c.req.header("authorization") ?? "")?.[1];
    const visitor = token && readVisitor(token, c.get("connection").config);
    if (!visitor) return problem(c, 401, "bad_token");
    c.set("visitor", visitor);
    await next();
  });
  app.get("/chat/:connectionId/api/history", async (c) => {
    const before = c.req.query("before");
    const { config } = c.get("connection");
    return c.json(await store.history(config, c.get("visitor"), { before, limit: PAGE }));
  });
  app.get("/chat/:connectionId/api/stream", (c) => {
    const cursor = c.req.header("last-event-id") ?? c.req.query("cursor");
    if (!cursor) return problem(c, 400, "bad_input", { field: "cursor", reason: "required" });
    return visitorStream(c, store, c.get("connection").config, c.get("visitor"), cursor);
  });

  app.post("/chat/:connectionId/api/messages", bodyLimit({ maxSize: 65_536 }), async (c) => {
    const { config } = c.get("connection");
    const visitor = c.get("visitor");
    const wait = messages.take(`${config.id} ${visitor.ids[0]}`);
    if (wait !== true) return problem(c, 429, "too_many_tries", { seconds: wait });
    const input = z.safeParse(MessageSchema, await json(c));
    if (!input.success) return badInput(c, input.error);
    if (!input.data.media && input.data.text.trim() === "") {
      return problem(c, 400, "bad_input", { field: "text", reason: "required" });
    }
    // The server's clock: a browser's may be wrong, and the journal's key already knows a repeat.
    await store.accept(config, journalPart(visitor, { type: "message", ...input.data, at: clock() }));
    return c.json({ ok: true });
  });
  app.post("/chat/:connectionId/api/read", bodyLimit({ maxSize: 16_384 }), async (c) => {
    const input = z.safeParse(ReceiptSchema, await json(c));
    if (!input.success) return badInput(c, input.error);
    const { type, messageIds } = input.data;
    const parts = messageIds.flatMap((messageId) => journalPart(c.get("visitor"), { type, messageId, at: clock() }));
    await store.accept(c.get("connection").config, parts);
    return c.json({ ok: true });
  });
  app.post("/chat/:connectionId/api/typing", bodyLimit({ maxSize: 1024 }), async (c) => {
    const input = z.safeParse(TypingSchema, await json(c));
    if (!input.success) return badInput(c, input.error);
    const { config } = c.get("connection");
    const visitor = c.get("visitor");
    if (typings.take(`${config.id} ${visitor.ids[0]}`) === true) await store.typing(config, visitor, input.data.typing);
    return c.json({ ok: true });
  });
  app.put(
    "/chat/:connectionId/api/media/:id",
    bodyLimit({ maxSize: MAX_FILE, onError: (c) => problem(c, 413, "media_too_large", { limit: MAX_FILE }) }),
    async (c) => {
      const id = z.safeParse(IdSchema, c.req.param("id"));
      if (!id.success) return problem(c, 400, "bad_input", { field: "id", reason: "uuid" });
      const { config } = c.get("connection");
      const visitor = c.get("visitor");
      const wait = messages.take(`${config.id} ${visitor.ids[0]}`);
      if (wait !== true) return problem(c, 429, "too_many_tries", { seconds: wait });
      const name = (c.req.query("name") ?? "").replace(/[\p{Cc}/\\]/gu, " ").trim().slice(0, 200) || "arquivo";
      const stored = await store.putMedia(config, visitor, id.data, {
        name,
        bytes: new Uint8Array(await c.req.arrayBuffer()),
      });
      if (!stored.ok) return problem(c, stored.code === "media_too_large" ? 413 : 415, stored.code, stored.params);
      return c.json({ ...stored.media, url: stored.url });
    },
  );
  return app;
}

async function json(c: Context): Promise<unknown> {
  return await c.req.json().catch(() => undefined);
}

function badInput(c: Context, error: z.core.$ZodError) {
  const issue = error.issues[0];
  return problem(c, 400, "bad_input", { field: issue?.path.join(".") ?? "", reason: issue?.code ?? "invalid" });
}

function problem(c: Context, status: 400 | 401 | 404 | 413 | 415 | 429, code: ErrorCode, params: ErrorParams = {}) {
  return c.json({ code, params }, status);
}
