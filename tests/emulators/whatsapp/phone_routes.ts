import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import * as z from "zod/mini";
import type { CustomerPhone } from "./customers.ts";
import type { GraphEmulator } from "./emulator.ts";
import { GroupChat } from "./groups.ts";
import { webmToOgg } from "./remux.ts";
import { runScript, SCRIPTS } from "./scripts.ts";
import type { Customer, Group, State } from "./state.ts";
import type { Webhooks } from "./webhooks.ts";

type Deps = {
  state: State;
  webhooks: Webhooks;
  addCustomer: GraphEmulator["addCustomer"];
  customer: (id: string) => CustomerPhone | undefined;
};

const CustomerSchema = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(60)),
  phone: z.optional(z.string()),
});
const TextSchema = z.object({
  text: z.string().check(z.minLength(1), z.maxLength(4096)),
  quoteId: z.optional(z.string()),
});
const GroupTextSchema = z.object({
  text: z.string().check(z.minLength(1), z.maxLength(4096)),
  /** Which of its customers writes. */
  author: z.string(),
});
const ReactSchema = z.object({ messageId: z.string(), emoji: z.optional(z.string()) });
const FaultsSchema = z.partial(z.object({
  next: z.array(z.enum([
    "window",
    "rate",
    "pair",
    "token",
    "server_error",
    "cut",
    "timeout",
    "timeout_accepted",
    "bad_gateway",
  ])),
  duplicate: z.boolean(),
  reorder: z.boolean(),
  lossPercent: z.number().check(z.gte(0), z.lte(100)),
  delayMs: z.number().check(z.gte(0), z.lte(10_000)),
}));
const ASSETS: Record<string, string> = {
  "phone.js": "text/javascript; charset=utf-8",
  "thread.js": "text/javascript; charset=utf-8",
  "texts.js": "text/javascript; charset=utf-8",
  "phone.css": "text/css; charset=utf-8",
  "hanken.woff2": "font/woff2",
};

/** The simulated phone: a page, its state over server-sent events, and what a customer may do. */
export function phoneRoutes({ state, webhooks, addCustomer, customer }: Deps): Hono {
  const app = new Hono();
  app.get("/", async (c) => c.html(await Deno.readTextFile(new URL("./phone/phone.html", import.meta.url))));
  app.get("/assets/:name", async (c) => {
    const type = ASSETS[c.req.param("name")];
    if (!type) return c.notFound();
    // The font is the widget's; it need not lie in the tree twice.
    const folder = type === "font/woff2" ? "../../../edge/widget/assets/" : "./phone/";
    const bytes = await Deno.readFile(new URL(`${folder}${c.req.param("name")}`, import.meta.url));
    return c.body(bytes, 200, { "content-type": type });
  });
  app.get("/media/:id", (c) => {
    const media = state.media.get(c.req.param("id"));
    if (!media) return c.notFound();
    // A player asks for the end of a recording to learn how long it is.
    const range = /^bytes=(\d+)-(\d*)$/.exec(c.req.header("range") ?? "");
    const size = media.bytes.length;
    const headers = { "content-type": media.mime, "accept-ranges": "bytes", "x-content-type-options": "nosniff" };
    if (!range) return c.body(new Uint8Array(media.bytes), 200, headers);
    const start = Number(range[1]);
    const end = range[2] ? Math.min(Number(range[2]), size - 1) : size - 1;
    const part = new Uint8Array(media.bytes.subarray(start, end + 1));
    return c.body(part, 206, { ...headers, "content-range": `bytes ${start}-${end}/${size}` });
  });

  app.get("/api/events", (c) =>
    streamSSE(c, async (stream) => {
      let wake = Promise.withResolvers<void>();
      const stopListening = state.onChange(() => wake.resolve());
      stream.onAbort(() => {
        stopListening();
        wake.resolve();
      });
      while (!stream.aborted) {
        await stream.writeSSE({ event: "state", data: JSON.stringify(snapshot(state)) });
        await wake.promise;
        // Many changes at once are one picture.
        await stream.sleep(30);
        wake = Promise.withResolvers<void>();
      }
    }));

  app.post("/api/customers", async (c) => {
    const body = z.safeParse(CustomerSchema, await c.req.json().catch(() => undefined));
    if (!body.success) return c.json({ field: "name", reason: "required" }, 400);
    const waId = body.data.phone?.replace(/\D/g, "");
    const made = addCustomer({ name: body.data.name, ...(waId ? { waId } : { withoutPhone: true }) });
    return c.json({ id: made.data.id });
  });
  app.post("/api/customers/:id/:verb", async (c) => {
    const person = customer(c.req.param("id"));
    if (!person) return c.notFound();
    switch (c.req.param("verb")) {
      case "text": {
        const body = z.safeParse(TextSchema, await c.req.json().catch(() => undefined));
        if (!body.success) return c.json({ field: "text", reason: "required" }, 400);
        person.sendText(body.data.text, body.data.quoteId ? { quoteId: body.data.quoteId } : {});
        break;
      }
      case "media": {
        const raw = new Uint8Array(await c.req.arrayBuffer());
        const type = (c.req.header("content-type") ?? "application/octet-stream").split(";")[0]!;
        const ogg = type === "audio/webm" ? await webmToOgg(raw) : undefined;
        if (type === "audio/webm" && !ogg) return c.json({ field: "media", reason: "empty" }, 400);
        const [bytes, mime] = ogg ? [ogg, "audio/ogg"] : [raw, type];
        const caption = c.req.query("caption");
        const name = c.req.query("name") ?? "arquivo";
        person.sendFile({ bytes, mime, name, voice: c.req.query("voice") === "1", ...(caption ? { caption } : {}) });
        break;
      }
      case "react": {
        const body = z.safeParse(ReactSchema, await c.req.json().catch(() => undefined));
        if (!body.success) return c.json({ field: "messageId", reason: "required" }, 400);
        person.react(body.data.messageId, body.data.emoji);
        break;
      }
      case "button": {
        const body = z.safeParse(TextSchema, await c.req.json().catch(() => undefined));
        if (body.success) person.pressButton(body.data.text);
        break;
      }
      case "read":
        person.read();
        break;
      case "close-window":
        person.data.wroteAt = state.now() - 24 * 3_600_000;
        state.changed();
        break;
      default:
        return c.notFound();
    }
    return c.json({ ok: true });
  });
  app.post("/api/groups/:id/:verb", async (c) => {
    const group = state.groups.find((one) => one.id === c.req.param("id"));
    if (!group) return c.notFound();
    switch (c.req.param("verb")) {
      case "text": {
        const body = z.safeParse(GroupTextSchema, await c.req.json().catch(() => undefined));
        const author = body.success && group.memberIds.includes(body.data.author) && customer(body.data.author);
        if (!author) return c.json({ field: "author", reason: "required" }, 400);
        author.sendText(body.data.text, { group });
        break;
      }
      case "read":
        new GroupChat(group, state, webhooks).read();
        break;
      case "close-window":
        group.wroteAt = state.now() - 24 * 3_600_000;
        state.changed();
        break;
      default:
        return c.notFound();
    }
    return c.json({ ok: true });
  });
  app.post("/api/advance", (c) => {
    state.advance(Number(c.req.query("hours") ?? 24));
    return c.json({ ok: true });
  });
  app.post("/api/faults", async (c) => {
    const body = z.safeParse(FaultsSchema, await c.req.json().catch(() => undefined));
    if (!body.success) return c.json({ field: "faults", reason: "unknown" }, 400);
    Object.assign(state.faults, body.data);
    state.changed();
    return c.json({ ok: true });
  });
  app.post("/api/scripts/:name", async (c) => {
    const name = SCRIPTS.find((one) => one === c.req.param("name"));
    if (!name) return c.notFound();
    await runScript(name, { state, webhooks, addCustomer, customer });
    return c.json({ ok: true });
  });
  return app;
}

function snapshot(state: State) {
  return {
    business: state.options.businessName,
    now: state.now(),
    customers: state.customers.map((customer) => ({
      ...customer,
      ...shown(state, customer),
      isTyping: customer.typingUntil > Date.now(),
    })),
    groups: state.groups.map((group) => ({ ...group, name: group.subject, ...shown(state, group), isTyping: false })),
    faults: state.faults,
    log: state.log.slice(-40).reverse(),
  };
}

function shown(state: State, thread: Pick<Customer | Group, "wroteAt" | "messages">) {
  const { wroteAt, messages } = thread;
  return {
    windowUntil: state.isWindowOpen(thread) && wroteAt !== undefined ? wroteAt + 24 * 3_600_000 : undefined,
    // On the phone the times are those of the wall.
    messages: messages.slice(-200),
  };
}
