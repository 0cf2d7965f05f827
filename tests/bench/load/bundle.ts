import { brotliCompressSync, gzipSync } from "node:zlib";
import { interactiveAt, openProfile } from "../browser.ts";
import { GOALS } from "../config.ts";
import { kilobytes, table } from "../numbers.ts";
import type { Product } from "../seed.ts";
import { ROOT } from "../../support/steps.ts";

type Script = { path: string; gzip: number; br: number; worker: boolean; isAfter: boolean };

const BUILD = `${ROOT}app/build`;
const SHOWN = 8;

/** What a browser without anything must fetch before the list of /inbox answers, from a real load of the served build. */
export async function measureBundle(product: Product): Promise<string> {
  const loaded = await firstLoad(product);
  const scripts = await Promise.all(loaded.map(sizeOf));
  const page = scripts.filter((one) => !one.worker);
  const ours = scripts.filter((one) => one.worker && !one.isAfter && !isPglite(one));
  const pglite = scripts.filter((one) => one.worker && isPglite(one));
  const precached: string[] = JSON.parse(await Deno.readTextFile(`${BUILD}/precache.json`));
  const all = await Promise.all(precached.map((path) => sizeOf({ path, worker: false, isAfter: true })));
  const engine = all.filter((one) => /pglite|initdb/.test(one.path));
  const widget = await widgetSize(product);
  const goal = sum(page, "gzip") + sum(ours, "gzip");
  const verdict = goal < GOALS.firstScreenGzipBytes
    ? "within the goal"
    : `**${kilobytes(goal - GOALS.firstScreenGzipBytes)} over the goal**`;
  const row = (name: string, of: Script[]) => [name, of.length, kilobytes(sum(of, "gzip")), kilobytes(sum(of, "br"))];
  return [
    table(["until the list of /inbox is drawn and clickable", "files", "gzip 9", "brotli as served"], [
      row("the page's scripts", page),
      row("our data layer in its worker", ours),
      ["**both: the first screen beside PGlite**", page.length + ours.length, `**${kilobytes(goal)}**`, verdict],
      row("PGlite's own script in the worker", pglite),
      row("everything the service worker keeps for offline", all),
      row("… of it PGlite's wasm, data and initdb", engine),
      ["widget.js on a customer's site", 1, kilobytes(widget.gzip), kilobytes(widget.br)],
    ]),
    "",
    `The goal is ${kilobytes(GOALS.firstScreenGzipBytes)} gzip. The largest of it:`,
    "",
    table(
      ["file", "gzip 9", "brotli as served"],
      [...page, ...ours].toSorted((a, b) => b.gzip - a.gzip).slice(0, SHOWN)
        .map((one) => [one.path.split("/").at(-1)!, kilobytes(one.gzip), kilobytes(one.br)]),
    ),
  ].join("\n");
}

const sum = (scripts: Script[], key: "gzip" | "br") => scripts.reduce((total, one) => total + one[key], 0);

/** In the worker: the chunks that hold PGlite, and those that only it uses. */
const isPglite = (script: Script) => script.path.includes("/workers/chunks/") && enginePaths.has(script.path);
const enginePaths = new Set<string>();

/** `isAfter`: fetched when the list stood already (PGlite, and Yjs when documents are to be caught up with). */
async function firstLoad(product: Product): Promise<{ path: string; worker: boolean; isAfter: boolean }[]> {
  const profile = await openProfile(product);
  try {
    const page = await profile.context.newPage();
    const asked: { path: string; worker: boolean; at: number }[] = [];
    profile.context.on("request", (request) => {
      const url = new URL(request.url());
      // What the service worker fetches for later is not what the screen waits for.
      if (!url.pathname.endsWith(".js") || request.serviceWorker()) return;
      asked.push({ path: url.pathname, worker: /\/workers\//.test(url.pathname), at: Date.now() });
    });
    await page.goto(`${product.edge.url}/inbox`, { waitUntil: "commit" });
    const at = await interactiveAt(page);
    const end = await page.evaluate((ms) => performance.timeOrigin + ms, at);
    const workers = await Promise.all(
      page.workers().map((worker) =>
        worker.evaluate(() =>
          performance.getEntriesByType("resource").map((entry) => ({
            path: new URL(entry.name).pathname,
            at: performance.timeOrigin + entry.startTime,
          }))
        )
      ),
    );
    const known = new Map(asked.filter((one) => one.at <= end).map((one) => [one.path, one]));
    for (const { path, at } of workers.flat()) {
      if (path.endsWith(".js")) known.set(path, { path, worker: true, at });
    }
    return [...known.values()].filter((one) => one.path !== "/service-worker.js")
      .map(({ path, worker, at }) => ({ path, worker, isAfter: at > end }));
  } finally {
    await profile.close();
  }
}

/** Brotli as the server has it ready beside each file; what is not worth a second file goes as it is. */
async function sizeOf(
  { path, worker, isAfter }: { path: string; worker: boolean; isAfter: boolean },
): Promise<Script> {
  const file = BUILD + decodeURIComponent(path);
  const bytes = await Deno.readFile(file);
  const text = path.includes("/workers/chunks/") ? new TextDecoder().decode(bytes) : "";
  if (text && (/initdb/.test(text) || !/from"\.\.\/data\.worker/.test(text))) enginePaths.add(path);
  const br = await Deno.stat(`${file}.br`).then(({ size }) => size, () => bytes.length);
  return { path, worker, isAfter, gzip: gzipSync(bytes, { level: 9 }).length, br };
}

async function widgetSize(product: Product): Promise<{ gzip: number; br: number }> {
  const response = await fetch(`${product.edge.url}/widget.js?connection=${product.webchatId}`);
  if (!response.ok) throw new Error(`widget.js answered ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { gzip: gzipSync(bytes, { level: 9 }).length, br: brotliCompressSync(bytes).length };
}
