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

export async function readSnapshot(db: LocalDb): Promise<{ snapshot: Snapshot | undefined; cached: boolean }> {
  const [value, cached] = await Promise.all([db.get("kv", KEY), db.get("kv", CACHED)]);
  return { snapshot: isSnapshot(value) ? value : undefined, cached: cached === MIRROR_VERSION };
}

export async function writeSnapshot(db: LocalDb, snapshot: Snapshot): Promise<void> {
  await db.put("kv", snapshot, KEY);
}

export async function markCached(db: LocalDb, cached: boolean): Promise<void> {
  if (cached) await db.put("kv", MIRROR_VERSION, CACHED);
  else await db.delete("kv", CACHED);
}

/** Written by this file only, but perhaps by an older page. */
function isSnapshot(value: unknown): value is Snapshot {
  return typeof value === "object" && value !== null && "version" in value && value.version === MIRROR_VERSION;
}
