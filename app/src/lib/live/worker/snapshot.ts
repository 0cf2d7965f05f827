/** A small picture of the first screen, so that it paints before the cache is open. */
import type { ListCounts, ListQuery } from "@db/cache/list_query.ts";
import type { ConfigRows } from "@db/cache/mirrored.ts";
import { MIRROR_VERSION } from "@domain/feed.ts";
import type { Row } from "@domain/rows.ts";
import type { LocalDb } from "../local_db.ts";

export type Snapshot = {
  version: number;
  query: ListQuery;
  total: number;
  counts: ListCounts;
  config: ConfigRows;
  contacts: Row<"contacts">[];
  conversations: Row<"conversations">[];
  tickets: Row<"tickets">[];
};

const KEY = "snapshot";
/** Set once rows are stored on disk: without it a start asks for everything at once instead of opening the cache first. */
const CACHED = "cached";
const USELESS = "opfs_useless";

export async function readSnapshot(local: LocalDb): Promise<{ snapshot: Snapshot | undefined; cached: boolean }> {
  const [value, cached] = await local.run((db) => Promise.all([db.get("kv", KEY), db.get("kv", CACHED)]));
  return { snapshot: isSnapshot(value) ? value : undefined, cached: cached === MIRROR_VERSION };
}

/** A picture that cannot be kept costs a slower start. */
export async function writeSnapshot(local: LocalDb, snapshot: Snapshot): Promise<void> {
  await local.run((db) => db.put("kv", snapshot, KEY)).catch((cause) => console.warn("snapshot: not kept", cause));
}

/** A mark that cannot be set costs a load of everything; deleting it needs no room. */
export async function markCached(local: LocalDb, cached: boolean): Promise<void> {
  await local.run(async (db) => void (await (cached ? db.put("kv", MIRROR_VERSION, CACHED) : db.delete("kv", CACHED))))
    .catch((cause) => console.warn("cache: not marked", { cached, cause }));
}

const USELESS_DAYS = 1;

/**
 * Some browsers have OPFS and cannot hold our database on it (Safari: at most 252 open files). Each start would find out
 * again, at the price of making a database twice: so not for a day, or until another version of the browser.
 */
export async function isOpfsUseless(local: LocalDb): Promise<boolean> {
  const found = await local.run((db) => db.get("kv", USELESS)).catch(() => undefined);
  if (typeof found !== "object" || found === null || !("agent" in found && "at" in found)) return false;
  return found.agent === navigator.userAgent && Date.now() - Number(found.at) < USELESS_DAYS * 86_400_000;
}

export async function markOpfsUseless(local: LocalDb): Promise<void> {
  await local.run((db) => db.put("kv", { agent: navigator.userAgent, at: Date.now() }, USELESS))
    .catch((cause) => console.warn("cache: not marked", cause));
}

/** Written by this file only, but perhaps by an older page. */
function isSnapshot(value: unknown): value is Snapshot {
  return typeof value === "object" && value !== null && "version" in value && value.version === MIRROR_VERSION;
}
