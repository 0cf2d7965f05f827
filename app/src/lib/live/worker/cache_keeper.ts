/** Opens the cache, reads it into memory, and makes a new one when it breaks. */
import type { RowsEvent } from "@domain/feed.ts";
import { deleteCaches, hasOpfs } from "@db/cache/directories.ts";
import type { Opened, PgliteFiles, Sql } from "@db/cache/open.ts";
import { readCursor, readMirror } from "@db/cache/read.ts";
import type { LocalDb } from "../local_db.ts";
import type { CacheQueue } from "./cache_queue.ts";
import { isOpfsUseless, markCached, markOpfsUseless } from "./snapshot.ts";

export type Loaded = { events: RowsEvent[]; cursor: string | undefined };

export class CacheKeeper {
  readonly #owner: string;
  readonly #files: PgliteFiles;
  readonly #local: LocalDb;
  readonly #queue: CacheQueue;
  #db: Sql | undefined;
  readonly #onHistory: () => void;
  #opening: Promise<Opened> | undefined;
  #makingRoom: Promise<void> | undefined;
  #durable = false;
  #keepsHistory = true;
  #isRebuilt = false;
  /** Nothing is kept on disk any more. */
  #isGivenUp = false;
  #marked = false;

  constructor(owner: string, files: PgliteFiles, local: LocalDb, queue: CacheQueue, onHistory: () => void) {
    this.#owner = owner;
    this.#files = files;
    this.#local = local;
    this.#queue = queue;
    this.#onHistory = onHistory;
  }

  /** Does history outlive this start, so that it can be looked at without network? Not known before it is open. */
  get keepsHistory(): boolean {
    return this.#keepsHistory;
  }

  /** Opens it and answers what lists need. A cache without a cursor holds nothing that can be gone on from. */
  async load(): Promise<Loaded> {
    try {
      const { openKept } = await import("@db/cache/open.ts");
      const db = await this.#take(openKept(this.#owner, this.#files));
      const cursor = await readCursor(db);
      const events: RowsEvent[] = [];
      if (cursor === undefined) this.#queue.push({ kind: "wipe" });
      else await readMirror(db, (event) => events.push(event));
      this.#queue.attach(db);
      return { events, cursor };
    } catch (cause) {
      console.error("cache: could not be read, fetching everything again", cause);
      await markCached(this.#local, false);
      // Nobody waits for the new one: rows stream in meanwhile.
      void this.#rebuild();
      return { events: [], cursor: undefined };
    }
  }

  /** First start: rows are already streaming in; they are stored once it is open. */
  async openBehind(): Promise<void> {
    try {
      const db = await this.#openNew();
      // Left by a start that never became level: what streams in now replaces it.
      if (await readCursor(db) !== undefined) await db.exec("delete from meta");
      if (!this.#isGivenUp) this.#queue.attach(db);
    } catch (cause) {
      console.error("cache: could not be opened, working from memory", cause);
      this.#told(false);
    }
  }

  /** After storing failed (full disk, damaged file): once a new one, then memory alone. Answers whether to load anew. */
  async broken(cause: unknown): Promise<boolean> {
    console.error("cache: could not be written", cause);
    await this.#close();
    if (this.#isRebuilt) {
      this.#told(false);
      return false;
    }
    await this.#rebuild();
    return true;
  }

  /** The disk is full and what a person wrote comes first: history goes on in memory until the next start. */
  makeRoom(): Promise<void> {
    return this.#makingRoom ??= (async () => {
      this.#isGivenUp = this.#isRebuilt = true;
      this.#told(false);
      await this.#opening?.catch(() => {});
      await this.#close();
      await deleteCaches();
    })();
  }

  /** Everything up to a cursor is stored: the next start may begin with it. */
  stored(): void {
    if (!this.#durable || this.#marked) return;
    this.#marked = true;
    void markCached(this.#local, true);
  }

  /** Closes and deletes (sign-out). */
  async wipe(): Promise<void> {
    this.#isGivenUp = true;
    this.#queue.detach();
    // One that is just being opened holds its files: they can only be deleted after.
    await this.#opening?.catch(() => {});
    await this.#db?.close().catch(() => {});
    await deleteCaches();
  }

  async #openNew(): Promise<Sql> {
    // Its half megabyte of script is not needed to answer from memory.
    const { openCache } = await import("@db/cache/open.ts");
    const onDisk = await hasOpfs() && !await isOpfsUseless(this.#local);
    const db = await this.#take(openCache(this.#owner, this.#files, onDisk));
    if (onDisk && !this.#durable) await markOpfsUseless(this.#local);
    this.#told(this.#durable);
    return db;
  }

  async #take(opening: Promise<Opened>): Promise<Sql> {
    this.#opening = opening;
    const { db, durable } = await opening;
    this.#db = db;
    this.#durable = durable;
    return db;
  }

  async #close(): Promise<void> {
    this.#queue.detach();
    this.#marked = false;
    await markCached(this.#local, false);
    await this.#db?.close().catch(() => {});
    this.#db = undefined;
  }

  async #rebuild(): Promise<void> {
    this.#isRebuilt = true;
    try {
      await this.#db?.close().catch(() => {});
      await deleteCaches();
      const db = await this.#openNew();
      if (!this.#isGivenUp) this.#queue.attach(db);
    } catch (cause) {
      console.error("cache: could not be made anew, working from memory", cause);
      this.#db = undefined;
      this.#told(false);
    }
  }

  #told(keepsHistory: boolean): void {
    if (this.#keepsHistory === keepsHistory || (keepsHistory && this.#isGivenUp)) return;
    this.#keepsHistory = keepsHistory;
    this.#onHistory();
  }
}
