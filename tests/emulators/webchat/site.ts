import { Hono } from "hono";
import { newId } from "@domain/ids.ts";
import { webchat } from "@edge/channels/webchat/webchat.ts";
import type { WidgetConnection } from "@edge/widget/store.ts";
import { widgetRoutes } from "@edge/widget/routes.ts";
import { MemoryStore } from "./memory_store.ts";

/**
 * Two origins, as in life: our server with the widget on one, a customer's site with a strict policy on the other.
 * Out: both addresses, and the store to play the team with.
 */
export async function startSite(ports = { server: 0, site: 0 }) {
  const app = new Hono();
  const server = Deno.serve({ port: ports.server, hostname: "127.0.0.1", onListen: () => {} }, app.fetch);
  const serverUrl = `http://127.0.0.1:${server.addr.port}`;
  const id = newId();
  const page = new Hono();
  const site = Deno.serve({ port: ports.site, hostname: "127.0.0.1", onListen: () => {} }, page.fetch);
  const siteUrl = `http://127.0.0.1:${site.addr.port}`;

  const settings = webchat.settings.parse({
    origins: siteUrl,
    title: "Clínica Alecrim",
    greeting: "Oi! Em que podemos ajudar?",
    colour: "#2f5d46",
    identitySecret: "s3cr3t",
  });
  if (!settings.ok) throw new Error(settings.field);
  const connection: WidgetConnection = {
    config: { id, workspaceId: newId(), channel: "webchat", public: settings.public, secrets: settings.secrets },
    team: [{ name: "Iara Pinho", colour: 4 }, { name: "Ruan Castro", colour: 1 }],
    whatsapp: "+5531900000101",
  };
  const store = new MemoryStore([connection]);
  app.route("/", widgetRoutes({ store }));
  app.get("/media/:id", (c) => {
    const file = store.files.get(c.req.param("id"));
    return file ? c.body(new Uint8Array(file.bytes), 200, { "content-type": file.mime }) : c.notFound();
  });
  page.get("/", (c) => {
    // As strict as a host can be and still load us: no inline script, no inline style.
    const policy = `default-src 'none'; script-src ${serverUrl}; frame-src ${serverUrl}; style-src 'self'`;
    return c.html(sitePage(`${serverUrl}/widget.js?connection=${id}`), 200, { "content-security-policy": policy });
  });
  page.get("/site.css", (c) => c.body(SITE_CSS, 200, { "content-type": "text/css" }));
  return {
    serverUrl,
    siteUrl,
    id,
    store,
    connection,
    async close() {
      await Promise.all([server.shutdown(), site.shutdown()]);
    },
  };
}

const SITE_CSS = `body{margin:0;padding:0 88px;background:#f4f1e8;color:#25332b;font-family:Georgia,serif}
h1{font-size:56px;line-height:62px;font-weight:400;max-width:520px}header{padding:28px 0 60px;font-size:22px;font-weight:700}
@media(max-width:480px){body{padding:0 20px}h1{font-size:34px;line-height:40px}}`;

function sitePage(script: string): string {
  return `<!doctype html><html lang="pt-BR"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Clínica Alecrim</title><link rel="stylesheet" href="/site.css"></head>
<body><header>Clínica Alecrim</header><h1>Cuidado perto de casa, com hora marcada</h1><script async src="${script}"></script></body></html>`;
}
