/** The data layer's test page before the real server, and the disk of a browser that was away. */
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { CHROMIUM_ARGS, chromiumPath } from "../support/chromium.ts";
import { buildTestPage } from "./build_page.ts";

const TYPES: Record<string, string> = { html: "text/html", js: "text/javascript", wasm: "application/wasm" };

/** In: the edge. A door before it that serves the page's files itself and hands on everything else. */
export async function withBrowser(
  edgeUrl: string,
  story: (browser: { url: string; context: BrowserContext; again: () => Promise<BrowserContext> }) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "mutirao_away_" });
  const root = await buildTestPage(`${folder}/page`);
  const door = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/" || pathname.startsWith("/assets/")) return file(root, pathname);
    return request.headers.get("upgrade") ? socket(request, edgeUrl) : handOn(request, edgeUrl);
  });
  const launch = () =>
    chromium.launchPersistentContext(`${folder}/profile`, {
      executablePath: chromiumPath(),
      args: CHROMIUM_ARGS,
      headless: true,
    });
  let context = await launch();
  try {
    await story({
      url: `http://127.0.0.1:${door.addr.port}`,
      context,
      again: async () => {
        await context.close();
        return context = await launch();
      },
    });
  } finally {
    await context.close();
    await door.shutdown();
    await Deno.remove(folder, { recursive: true });
  }
}

async function file(root: string, pathname: string): Promise<Response> {
  const path = pathname === "/" ? "/index.html" : pathname;
  const type = TYPES[path.slice(path.lastIndexOf(".") + 1)] ?? "application/octet-stream";
  return new Response(await Deno.readFile(root + path), { headers: { "content-type": type } });
}

async function handOn(request: Request, edgeUrl: string): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const headers = new Headers(request.headers);
  headers.delete("host");
  if (headers.has("origin")) headers.set("origin", edgeUrl);
  const { method, body, signal } = request;
  try {
    return await fetch(edgeUrl + pathname + search, { method, headers, body, signal, redirect: "manual" });
  } catch {
    return new Response(null, { status: 502 });
  }
}

function socket(request: Request, edgeUrl: string): Response {
  const { pathname, search } = new URL(request.url);
  const headers = { origin: edgeUrl, cookie: request.headers.get("cookie") ?? "" };
  const { socket: near, response } = Deno.upgradeWebSocket(request);
  // Deno takes headers where browsers take protocols.
  const far = new WebSocket(edgeUrl.replace("http", "ws") + pathname + search, { headers } as never);
  far.binaryType = "arraybuffer";
  const early: MessageEvent["data"][] = [];
  near.onmessage = ({ data }) => far.readyState === WebSocket.OPEN ? far.send(data) : early.push(data);
  far.onopen = () => early.splice(0).forEach((data) => far.send(data));
  far.onmessage = ({ data }) => near.readyState === WebSocket.OPEN && near.send(data);
  far.onclose = ({ code }) => near.readyState === WebSocket.OPEN && near.close(code >= 4000 ? code : 1000);
  far.onerror = () => {};
  near.onclose = () => far.readyState <= WebSocket.OPEN && far.close();
  return response;
}

/** In: the cookie of who is signed in; none leaves the browser as it is. */
export async function openStagePage(context: BrowserContext, url: string, cookie?: string): Promise<Page> {
  if (cookie) await context.addCookies([{ name: "session", value: cookie, url }]);
  const page = await context.newPage();
  page.on("pageerror", (error) => console.error("page:", error));
  await page.goto(`${url}/`);
  await page.waitForFunction(() => globalThis.live !== undefined);
  return page;
}

/** Everything that waits was written so many days ago: time moved by data. */
export async function rewriteOutbox(page: Page, days: number): Promise<void> {
  await page.evaluate(async (ago) => {
    const open = indexedDB.open(`mutirao-${live.desk!.me.id}`);
    await new Promise((resolve) => (open.onsuccess = resolve));
    const tx = open.result.transaction("outbox", "readwrite");
    const read = tx.objectStore("outbox").getAll();
    read.onsuccess = () => {
      for (const record of read.result) {
        const composedAt = new Date(Date.parse(record.action.composedAt) - ago).toISOString();
        tx.objectStore("outbox").put({ ...record, action: { ...record.action, composedAt } });
      }
    };
    await new Promise((resolve) => (tx.oncomplete = resolve));
    open.result.close();
  }, days * 86_400_000);
}
