/// <reference lib="webworker" />
/**
 * Opens the app without network (facts/stack.md §2). What to keep is listed by /precache.json, which the build writes
 * after everything else, because SvelteKit's own list lacks the workers' chunks and PGlite's files.
 */
import { version } from "$app/env";
import { self } from "$app/service-worker";

const SHELL = `shell-${version}`;
const MEDIA = "media-1";
const MEDIA_KEPT = 300;
/** Larger files are streamed in parts, which a cache cannot hold. */
const MEDIA_MAX_BYTES = 25 * 1024 * 1024;
const NOT_OURS = [
  "/api/",
  "/sync/",
  "/hooks/",
  "/chat/",
  "/healthz",
  "/readyz",
  "/metrics",
  "/widget.js",
  "/precache.json",
];

self.addEventListener("install", (event) => event.waitUntil(precache()));

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

self.addEventListener("message", (event) => {
  if (event.data === "skip_waiting") void self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (NOT_OURS.some((path) => url.pathname === path || url.pathname.startsWith(path))) return;
  if (url.pathname.startsWith("/media/")) {
    if (!url.searchParams.has("download")) event.respondWith(media(request, url));
  } else if (request.mode === "navigate") {
    event.respondWith(shell(request));
  } else {
    event.respondWith(file(request, url));
  }
});

async function precache(): Promise<void> {
  const cache = await caches.open(SHELL);
  const response = await fetch("/precache.json", { cache: "no-store" });
  const files: string[] = response.ok ? await response.json() : [];
  // Files named by their content may come from the HTTP cache; the page itself may not.
  await cache.addAll([new Request("/", { cache: "reload" }), ...files]);
}

async function takeOver(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith("shell-") && name !== SHELL) await caches.delete(name);
  }
  await self.clients.claim();
}

/** The page of this version: a newer one waits until it is let in, so that page and chunks always fit. */
async function shell(request: Request): Promise<Response> {
  const cache = await caches.open(SHELL);
  return await cache.match("/") ?? await fetch(request);
}

async function file(request: Request, url: URL): Promise<Response> {
  const cache = await caches.open(SHELL);
  const cached = await cache.match(url.pathname);
  if (cached) return cached;
  const response = await fetch(request);
  if (response.status === 200 && url.pathname.startsWith("/_app/immutable/")) {
    await cache.put(url.pathname, response.clone());
  }
  return response;
}

/** What was looked at once can be looked at again without network; the signature in the address changes, the file not. */
async function media(request: Request, url: URL): Promise<Response> {
  const cache = await caches.open(MEDIA);
  const cached = await cache.match(url.pathname);
  if (cached) {
    const range = request.headers.get("range");
    return range ? part(cached, range) : cached;
  }
  const response = await fetch(request);
  const size = Number(response.headers.get("content-length") ?? 0);
  if (response.status === 200 && size <= MEDIA_MAX_BYTES) {
    const copy = response.clone();
    void cache.put(url.pathname, copy).then(() => trim(cache));
  }
  return response;
}

/** Players ask for parts; a cached file is whole. */
async function part(whole: Response, range: string): Promise<Response> {
  const blob = await whole.blob();
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  const start = from ? Number(from) : Math.max(0, blob.size - Number(to ?? 0));
  const end = from && to ? Math.min(Number(to), blob.size - 1) : blob.size - 1;
  if (from === undefined || start > end) return new Response(blob, { status: 200, headers: whole.headers });
  const headers = new Headers(whole.headers);
  headers.set("content-range", `bytes ${start}-${end}/${blob.size}`);
  headers.set("content-length", String(end - start + 1));
  return new Response(blob.slice(start, end + 1), { status: 206, headers });
}

/** Keys come oldest first. */
async function trim(cache: Cache): Promise<void> {
  const keys = await cache.keys();
  for (const key of keys.slice(0, Math.max(0, keys.length - MEDIA_KEPT))) await cache.delete(key);
}
