/** Opens the cache, reads it into memory, and makes a new one when it breaks. */
import type { RowsEvent } from "@domain/feed.ts";
import { deleteCaches } from "@db/cache/directories.ts";
import type { PgliteFiles, Sql } from "@db/cache/open.ts";
import { readCursor, readMirror } from "@db/cache/read.ts";
import type { LocalDb } from "../local_db.ts";
import type { CacheQueue } from "./cache_queue.ts";
import { markCached } from "./snapshot.ts";

export type Loaded = { events: RowsEvent[]; cursor: string | undefined };

export class CacheKeeper {
  readonly #owner: string;
  readonly #files: PgliteFiles;
  readonly #local: LocalDb;
  readonly #queue: CacheQueue;
  #db: Sql | undefined;
  #opening: Promise<Sql> | undefined;
  #durable = false;
  #rebuilt = false;
  #marked = false;

  constructor(owner: string, files: PgliteFiles, local: LocalDb, queue: CacheQueue) {
    this.#owner = owner;
    this.#files = files;
    this.#local = local;
    this.#queue = queue;
  }

  /** Opens it and answers what lists need. A cache without a cursor holds nothing that can be gone on from. */
  async load(): Promise<Loaded> {
    try {
      const db = await this.#open();
      const cursor = await readCursor(db);
      const events: RowsEvent[] = [];
      if (cursor === undefined) this.#queue.push({ kind: "wipe" });
      else await readMirror(db, (event) => events.push(event));
      return { events, cursor };
    } catch (cause) {
      console.error("cache: could not be read, fetching everything again", cause);
      await this.#rebuild();
      return { events: [], cursor: undefined };
    } finally {
      if (this.#db) this.#queue.attach(this.#db);
    }
  }

  /** First start: rows are already streaming in; they are stored once it is open. */
  async openBehind(): Promise<void> {
    try {
      const db = await this.#open();
      // Left by a start that never became level: what streams in now replaces it.
      if (await readCursor(db) !== undefined) await db.exec("delete from meta");
      this.#queue.attach(db);
    } catch (cause) {
      console.error("cache: could not be opened, working from memory", cause);
    }
  }

  /** After storing failed (full disk, damaged file): once a new one, then memory alone. Answers whether to load anew. */
  async broken(cause: unknown): Promise<boolean> {
    console.error("cache: could not be written", cause);
    this.#queue.detach();
    this.#marked = false;
    await markCached(this.#local, false);
    await this.#db?.close().catch(() => {});
    this.#db = undefined;
    if (this.#rebuilt) return false;
    await this.#rebuild();
    if (this.#db) this.#queue.attach(this.#db);
    return true;
  }

  /** Everything up to a cursor is stored: the next start may begin with it. */
  stored(): void {
    if (!this.#durable || this.#marked) return;
    this.#marked = true;
    void markCached(this.#local, true);
  }

  /** Closes and deletes (sign-out). */
  async wipe(): Promise<void> {
    this.#queue.detach();
    // One that is just being opened holds its files: they can only be deleted after.
    await this.#opening?.catch(() => {});
    await this.#db?.close().catch(() => {});
    await deleteCaches();
  }

  #open(): Promise<Sql> {
    return this.#opening = this.#openNow();
  }

  async #openNow(): Promise<Sql> {
    // Its half megabyte of script is not needed to answer from memory.
    const { openCache } = await import("@db/cache/open.ts");
    const { db, durable } = await openCache(this.#owner, this.#files);
    this.#db = db;
    this.#durable = durable;
    return db;
  }

  async #rebuild(): Promise<void> {
    this.#rebuilt = true;
    try {
      await this.#db?.close().catch(() => {});
      await deleteCaches();
      await this.#open();
    } catch (cause) {
      console.error("cache: could not be made anew, working from memory", cause);
      this.#db = undefined;
    }
  }
}
