import { type Context, Hono } from "hono";
import { GraphError } from "./errors.ts";
import { changeBlocked } from "./graph_block.ts";
import { isToGroup, listGroups, takeGroupMessage } from "./graph_groups.ts";
import { acceptUpload } from "./graph_media.ts";
import { takeMessage } from "./graph_messages.ts";
import type { KeptMedia, State } from "./state.ts";
import type { Webhooks } from "./webhooks.ts";

const HOUR = 3_600_000;

/** The Graph API's paths that a WhatsApp business calls. Errors are Meta's own JSON with Meta's own HTTP status. */
export function graphRoutes(state: State, webhooks: Webhooks): Hono {
  const app = new Hono();
  const links = new Map<string, { mediaId: string; until: number }>();
  const { phoneNumberId, wabaId } = state.options;

  app.onError((error, c) => {
    const known = error instanceof GraphError ? error : new GraphError(131000, error.message);
    state.attempts.push({ path: c.req.path, body: undefined, result: `${known.code}` });
    state.note({
      way: "out",
      what: c.req.path.replace(/^\/v\d+\.\d/, ""),
      detail: known.details,
      result: `${known.code}`,
    });
    return c.json(known.toJson(), { status: asStatus(known.status) });
  });
  app.use("/:version{v[0-9]+\\.[0-9]+}/*", async (c, next) => {
    if (Number(c.req.param("version").slice(1)) < 21) throw new GraphError(100, "This API version is not available");
    authorize(state, c);
    await next();
  });

  app.post(`/:version/${phoneNumberId}/messages`, async (c) => {
    const fault = state.faults.next.shift();
    if (fault === "token") throw new GraphError(190, "Error validating access token: Session has expired.");
    if (fault === "server_error") throw new GraphError(131000, "Something went wrong.");
    if (fault === "bad_gateway") return c.html("<html><body>Bad gateway</body></html>", 502);
    const body: unknown = await c.req.json().catch(() => undefined);
    if (fault === "timeout") return await hang(c);
    const { answer, announce } = isToGroup(body)
      ? takeGroupMessage(state, webhooks, body, fault)
      : takeMessage(state, webhooks, body, fault);
    const messages = "messages" in answer && Array.isArray(answer.messages) ? answer.messages : [];
    state.attempts.push({ path: "/messages", body, result: "accepted" });
    state.note({
      way: "out",
      what: "/messages",
      detail: kindOf(body),
      result: `aceita, …${`${messages[0]?.id ?? ""}`.slice(-4)}`,
    });
    if (state.faults.statusBeforeAnswer) {
      announce();
      await webhooks.idle();
    } else setTimeout(announce, 5);
    if (fault === "timeout_accepted") return await hang(c);
    if (fault === "cut") return cut(JSON.stringify(answer));
    return c.json(answer);
  });

  app.post(`/:version/${phoneNumberId}/media`, async (c) => {
    const form = await c.req.formData().catch(() => undefined);
    const file = form?.get("file");
    const type = form?.get("type");
    if (form?.get("messaging_product") !== "whatsapp") {
      throw new GraphError(100, "The parameter messaging_product is required.");
    }
    if (!(file instanceof File) || typeof type !== "string") {
      throw new GraphError(100, "The parameter file is required.");
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { mime } = acceptUpload(type, file, bytes);
    const id = `${Date.now()}${Math.floor(Math.random() * 1e6)}`;
    state.media.set(id, { id, bytes, mime, name: file.name, at: state.now(), from: "business" });
    return c.json({ id });
  });

  app.on(["POST", "DELETE"], `/:version/${phoneNumberId}/block_users`, async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined);
    const { status, answer } = changeBlocked(state, body, c.req.method === "POST");
    return c.json(answer, status);
  });

  app.get(`/:version/${phoneNumberId}/groups`, (c) => {
    const limit = Math.min(Number(c.req.query("limit") ?? 25), 1024);
    return c.json(listGroups(state, limit, Number(c.req.query("after") ?? 0), c.req.url));
  });
  app.get(`/:version/${phoneNumberId}`, (c) =>
    c.json({
      id: phoneNumberId,
      display_phone_number: state.options.displayPhone,
      verified_name: state.options.businessName,
      quality_rating: "GREEN",
    }));
  app.get(
    `/:version/${wabaId}/subscribed_apps`,
    (c) => c.json({ data: state.isSubscribed ? [{ whatsapp_business_api_data: { id: "1", name: "emulated" } }] : [] }),
  );
  app.post(`/:version/${wabaId}/subscribed_apps`, (c) => {
    state.isSubscribed = true;
    return c.json({ success: true });
  });
  app.get(`/:version/${wabaId}/message_templates`, (c) => {
    const limit = Math.min(Number(c.req.query("limit") ?? 25), 100);
    const from = Number(c.req.query("after") ?? 0);
    const data = state.templates.slice(from, from + limit);
    const end = from + limit;
    const next = end < state.templates.length ? { next: `${c.req.url}&after=${end}` } : {};
    return c.json({ data, paging: { cursors: { before: `${from}`, after: `${end}` }, ...next } });
  });
  app.get(
    "/:version/debug_token",
    (c) =>
      c.json({ data: { is_valid: !state.isTokenExpired, expires_at: 0, scopes: ["whatsapp_business_messaging"] } }),
  );

  app.get("/:version/:mediaId{[0-9]+}", (c) => {
    const media = alive(state, c.req.param("mediaId"));
    const link = crypto.randomUUID();
    links.set(link, { mediaId: media.id, until: state.now() + 5 * 60_000 });
    return c.json({
      messaging_product: "whatsapp",
      id: media.id,
      url: `${new URL(c.req.url).origin}/media-download/${link}`,
      mime_type: media.mime,
      file_size: media.bytes.length,
    });
  });
  app.get("/media-download/:link", (c) => {
    authorize(state, c);
    const link = links.get(c.req.param("link"));
    if (!link || link.until < state.now()) return c.text("URL signature expired", 404);
    const media = alive(state, link.mediaId);
    return c.body(new Uint8Array(media.bytes), 200, { "content-type": media.mime });
  });
  app.all("/:version{v[0-9]+\\.[0-9]+}/*", (c) => {
    throw new GraphError(100, `Unsupported ${c.req.method.toLowerCase()} request. Object with ID does not exist`);
  });
  return app;
}

function authorize(state: State, c: Context): void {
  const token = /^Bearer (.+)$/.exec(c.req.header("authorization") ?? "")?.[1];
  if (!token) throw new GraphError(190, "An access token is required to request this resource.");
  if (token !== state.options.accessToken) throw new GraphError(190, "Invalid OAuth access token.");
  if (state.isTokenExpired) throw new GraphError(190, "Error validating access token: Session has expired.");
}

function alive(state: State, id: string): KeptMedia {
  const media = state.media.get(id);
  const days = media?.from === "customer" ? 7 : 30;
  if (!media || state.now() - media.at > days * 24 * HOUR) {
    throw new GraphError(100, `Unsupported get request. Object with ID '${id}' does not exist`);
  }
  return media;
}

/** No answer until the caller hangs up. */
function hang(c: Context): Promise<Response> {
  return new Promise((resolve) => {
    c.req.raw.signal.addEventListener("abort", () => resolve(new Response(null, { status: 499 })));
  });
}

/** Half an answer, then the line goes dead. */
function cut(text: string): Response {
  const half = new TextEncoder().encode(text).subarray(0, 10);
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(half);
    },
    pull(controller) {
      controller.error(new Error("the line went dead"));
    },
  });
  return new Response(body, { headers: { "content-type": "application/json", "content-length": "400" } });
}

function kindOf(body: unknown): string {
  if (typeof body !== "object" || body === null) return "";
  return "type" in body ? `${body.type}` : "status" in body ? "read" : "";
}

function asStatus(status: number): 400 | 401 | 403 | 404 | 500 | 503 {
  return status === 401 || status === 403 || status === 404 || status === 500 || status === 503 ? status : 400;
}
