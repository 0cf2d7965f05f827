/** The only file that imports PGlite. Runs in the elected worker; facts/stack.md §3 has the measurements behind it. */
import { PGlite } from "@electric-sql/pglite";
import { OpfsAhpFS } from "@electric-sql/pglite/opfs-ahp";
import { cacheName, deleteDirectory, deleteOthers } from "./directories.ts";
import { createTables } from "./tables.ts";

/** What a query needs of a database; PGlite's own shape, so that tests may open one in memory. */
export type Sql = Pick<PGlite, "query" | "exec" | "transaction" | "close">;
export type Opened = { db: Sql; durable: boolean };
/** Absolute URLs, so that worker and service worker share one set of files. */
export type PgliteFiles = { wasm: string; initdb: string; data: string };

const LOCKED_RETRIES = 12;
/**
 * Free files PGlite keeps for what one transaction makes; beyond them it is "No more file handles available in the
 * pool". A table is four (rows, key, long values and their key), and creating or truncating all of them is one
 * transaction: PGlite's own 100 ended at 25 tables.
 */
const SPARE_FILES = 256;

/** The member's cache as it was left on OPFS. Throws when it does not open: blocked, damaged, cut by a full disk. */
export async function openKept(owner: string, files: PgliteFiles): Promise<Opened> {
  return { db: await openUnlocked(cacheName(owner), await compile(files)), durable: true };
}

/**
 * Opens a cache on OPFS, in memory where OPFS is missing, blocked or not asked for. One that does not open is deleted and
 * made anew: everything in it comes again from the server.
 */
export async function openCache(owner: string, files: PgliteFiles, onDisk: boolean): Promise<Opened> {
  const parts = await compile(files);
  const name = cacheName(owner);
  if (onDisk) {
    await deleteOthers(name);
    for (const fresh of [false, true]) {
      try {
        if (fresh) await deleteDirectory(name);
        return { db: await openUnlocked(name, parts), durable: true };
      } catch (cause) {
        console.warn("cache: could not be opened on OPFS", { fresh, cause });
      }
    }
    await deleteDirectory(name).catch((cause) => console.warn("cache: what is left of it stays", cause));
  }
  return { db: await ready(await PGlite.create({ ...parts })), durable: false };
}

type Parts = { pgliteWasmModule: WebAssembly.Module; initdbWasmModule: WebAssembly.Module; fsBundle: Blob };

async function compile(files: PgliteFiles): Promise<Parts> {
  const [pgliteWasmModule, initdbWasmModule, fsBundle] = await Promise.all([
    compileFrom(files.wasm),
    compileFrom(files.initdb),
    fetch(files.data).then((response) => response.blob()),
  ]);
  return { pgliteWasmModule, initdbWasmModule, fsBundle };
}

async function compileFrom(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  // A server that says another content type costs the streaming, not the cache.
  return response.headers.get("content-type")?.startsWith("application/wasm")
    ? await WebAssembly.compileStreaming(response)
    : await WebAssembly.compile(await response.arrayBuffer());
}

/** The files of a leader that just died stay locked for a moment: wait for them rather than rebuild. */
async function openUnlocked(name: string, parts: Parts): Promise<Sql> {
  for (let attempt = 0;; attempt++) {
    const fs = new OpfsAhpFS(name, { maintainedPoolSize: SPARE_FILES });
    try {
      return await ready(await PGlite.create({ ...parts, fs }));
    } catch (cause) {
      // What it has open would keep the directory from being deleted and made anew.
      await fs.closeFs().catch(() => {});
      const locked = cause instanceof DOMException && cause.name === "NoModificationAllowedError";
      if (!locked || attempt >= LOCKED_RETRIES) throw cause;
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  }
}

async function ready(db: PGlite): Promise<Sql> {
  await db.exec(createTables());
  return db;
}
