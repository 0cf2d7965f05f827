/** A browser with the data layer's test page, a server it talks to, and what a test waits for. */
import { newId } from "@domain/ids.ts";
import { uuid } from "@db/cache/testing/synthetic.ts";
import assert from "node:assert/strict";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import type { LivePageState } from "./live_page.ts";
import { waitFor } from "../support/waiting.ts";
import { buildTestPage } from "./build_page.ts";
import { type LiveServer, startLiveServer } from "./server.ts";

const PORT = 8410;
export const ADDRESS = `http://127.0.0.1:${PORT}/`;
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
export const CONVERSATION = uuid(4, 0);

export async function openPage(context: BrowserContext, path = ""): Promise<Page> {
  const page = await context.newPage();
  page.on("pageerror", (error) => console.error("page:", error));
  page.on("console", (message) => message.type() === "error" && console.error("console:", message.text()));
  await page.goto(ADDRESS + path);
  await page.waitForFunction(() => globalThis.live !== undefined);
  return page;
}

export const stateOf = (page: Page): Promise<LivePageState> => page.evaluate(() => live.state());
export const until = (page: Page, kind: string) =>
  page.waitForFunction((wanted) => live.state().sync === wanted, kind, { timeout: 30_000 });
export const untilTotal = (page: Page, count: number) =>
  page.waitForFunction((wanted) => live.state().total === wanted, count);
/** Fetches everything anew; the desk may end meanwhile, when the answer is that nobody is signed in. */
export const resync = (page: Page) => page.evaluate(() => void live.desk!.resync().catch(() => {}));
export const untilRows = (page: Page) => page.waitForFunction(() => live.state().first !== undefined);

/** Writes a message; answers once it is safe on disk. */
export function send(page: Page, text: string, conversationId = CONVERSATION): Promise<string> {
  return page.evaluate(
    ([body, conversation, messageId]) =>
      live.act({
        type: "message.send",
        messageId: messageId!,
        text: body!,
        conversationId: conversation!,
        seen: null,
        anyway: false,
      }),
    [text, conversationId, newId()],
  );
}

export const threadOf = (page: Page, id = CONVERSATION) => page.evaluate((of) => live.thread(of), id);
export const untilThread = (page: Page, text: string, local: string | undefined) =>
  page.waitForFunction(
    ([body, state, id]) => {
      const found = live.thread(id!).filter((message) => message.body === body);
      return found.length === 1 && found[0]!.local === (state ?? undefined);
    },
    [text, local, CONVERSATION],
  );

/** Waits in the test's own process for what the server sees. */
export async function untilServer(what: string, holds: () => boolean): Promise<void> {
  const end = Date.now() + 15_000;
  while (!holds()) {
    assert.ok(Date.now() < end, `the server never saw: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Once a process. */
let built: Promise<string> | undefined;

export async function withWorld(
  count: number,
  story: (
    world: { server: LiveServer; context: BrowserContext; again: () => Promise<BrowserContext> },
  ) => Promise<void>,
): Promise<void> {
  const root = await (built ??= Deno.makeTempDir({ prefix: "mutirao_page_" }).then(buildTestPage));
  const server = startLiveServer(root, PORT, count);
  const profile = await Deno.makeTempDir({ prefix: "mutirao_live_" });
  const launch = () =>
    chromium.launchPersistentContext(profile, { executablePath: "/usr/bin/chromium", args: ARGS, headless: true });
  let context = await launch();
  try {
    await story({
      server,
      context,
      again: async () => {
        await context.close();
        return context = await launch();
      },
    });
  } finally {
    await context.close();
    await server.stop();
    await Deno.remove(profile, { recursive: true }).catch(() => {});
  }
}

/** All rows came back from the cache, not only the picture of the first screen. */
export async function assertCached(page: Page, count: number): Promise<void> {
  const last = `2026.${String(count - 1).padStart(6, "0")}`;
  const found = async () => (await page.evaluate((text) => live.desk!.search(text), last)).length > 0 || undefined;
  await waitFor("the last row in the cache", found, 30_000);
  assert.equal((await stateOf(page)).total, count);
}

/** The cache holds everything up to the feed's cursor: the mark a next start looks for. */
export async function untilStored(page: Page): Promise<void> {
  const keys = () =>
    page.evaluate(async () => {
      const open = indexedDB.open(`mutirao-${live.desk!.me.id}`);
      await new Promise((resolve) => (open.onsuccess = resolve));
      const read = open.result.transaction("kv").objectStore("kv").getAllKeys();
      await new Promise((resolve) => (read.onsuccess = resolve));
      open.result.close();
      return read.result;
    });
  const end = Date.now() + 30_000;
  for (;;) {
    const found = await keys();
    if (found.includes("cached") && found.includes("snapshot")) return;
    assert.ok(Date.now() < end, `never stored: ${found}`);
  }
}

export function message(body: string) {
  return {
    id: newId(),
    deleted_at: null,
    conversation_id: CONVERSATION,
    ticket_id: uuid(6, 0),
    direction: "in" as const,
    kind: "text" as const,
    body,
    media: null,
    template: null,
    quote_id: null,
    member_id: null,
    sender_id: null,
    sender_name: null,
    status: "received" as const,
    origin: null,
    error_code: null,
    error_text: null,
    reactions: {},
    tag_ids: [],
    created_at: new Date().toISOString(),
    composed_at: null,
  };
}

/** A page of the same address on which nothing runs. */
export async function openBlank(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  const blank = `${ADDRESS}nothing-runs-here`;
  await page.route(blank, (route) => route.fulfill({ contentType: "text/html", body: "" }));
  await page.goto(blank);
  return page;
}

/** Every file of the browser's database becomes noise, as after a disk that failed. */
export async function damageCache(context: BrowserContext): Promise<void> {
  const page = await openBlank(context);
  const damaged = await page.evaluate(async () => {
    let files = 0;
    const noise = async (folder: FileSystemDirectoryHandle): Promise<void> => {
      for await (const entry of folder.values()) {
        if (entry.kind === "directory") await noise(entry as FileSystemDirectoryHandle);
        else {
          const handle = entry as FileSystemFileHandle;
          const { size } = await handle.getFile();
          const out = await handle.createWritable();
          await out.write(new Uint8Array(size).fill(0x5a));
          await out.close();
          files++;
        }
      }
    };
    await noise(await navigator.storage.getDirectory());
    return files;
  });
  assert.ok(damaged > 10, `${damaged} files`);
  await page.close();
}
