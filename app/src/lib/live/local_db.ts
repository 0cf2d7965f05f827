/**
 * What must survive a broken or rebuilt cache, in plain IndexedDB: the outbox, its files, document updates the server
 * has not acknowledged, and a small picture of the first screen. One database a member.
 */
import type { Action } from "@domain/action.ts";
import type { ErrorCode, ErrorParams } from "@domain/error.ts";
import { type DBSchema, deleteDB, type IDBPDatabase } from "idb";
import type { Unkept } from "./desk_api.ts";
import { openStore, StorageRefused } from "./open_store.ts";

/** An action that waits, in the order of `seq`. With `refusal` it waits for its author, not for the network. */
export type OutboxRecord = {
  seq: number;
  action: Action;
  /** Known to the screen that wrote it, when the action itself does not say. */
  conversationId?: string | undefined;
  /** The words of what `action.withdraw` takes back. */
  takenBack?: string | undefined;
  /** Those of one run leave one after the other, and stop at a refusal (macros). */
  run?: string | undefined;
  refusal?: { code: ErrorCode; params: ErrorParams; at: number } | undefined;
};
export type NewOutboxRecord = Omit<OutboxRecord, "seq">;

export type LocalFile = { id: string; blob: Blob; name: string; at: number; uploaded: boolean };
export type DocUpdate = { number: number; doc: string; update: Uint8Array<ArrayBuffer> };
export type DocRefusal = { number: number; doc: string; entry: unknown };

interface Schema extends DBSchema {
  kv: { key: string; value: unknown };
  outbox: { key: number; value: NewOutboxRecord & { seq?: number }; indexes: { action: string } };
  files: { key: string; value: LocalFile };
  doc_updates: { key: number; value: Omit<DocUpdate, "number"> & { number?: number }; indexes: { doc: string } };
  doc_states: { key: string; value: Uint8Array<ArrayBuffer> };
  doc_refusals: { key: number; value: Omit<DocRefusal, "number"> & { number?: number }; indexes: { doc: string } };
}
type Idb = IDBPDatabase<Schema>;

const PREFIX = "mutirao-";
const VERSION = 1;
/** On disk before the promise resolves: Chrome's default may lose the last writes when the machine stops. */
export const STRICT = { durability: "strict" } as const;

/** What a person wrote is on no disk. They have been told (`failed`); whoever asked keeps it on the screen. */
export class NotKept extends Error {}

export type LocalDbHooks = {
  /** The disk is full: gives up what can be fetched again (the cache). */
  makeRoom: () => Promise<unknown>;
  /** Something a person wrote could not be kept, or (`undefined`) now it could. */
  failed: (cause: unknown) => void;
};

/** Throws StorageRefused when the browser keeps nothing. */
export async function openLocalDb(memberId: string): Promise<LocalDb> {
  const db = new LocalDb(memberId);
  await db.run(() => Promise.resolve());
  return db;
}

export function deleteLocalDb(memberId: string): Promise<void> {
  return deleteDB(PREFIX + memberId);
}

export class LocalDb {
  readonly #memberId: string;
  #opening: Promise<Idb> | undefined;
  /** Closed by us, or deleted by a sign-out: opening again would bring an empty one back. */
  #over = false;
  #hooks: LocalDbHooks = { makeRoom: () => Promise.resolve(), failed: () => {} };
  #hasFailed = false;

  constructor(memberId: string) {
    this.#memberId = memberId;
  }

  watch(hooks: LocalDbHooks): void {
    this.#hooks = hooks;
  }

  /** `work` on the open database; again on a new connection when the browser had cut this one (Safari's idle tabs). */
  async run<T>(work: (db: Idb) => Promise<T>): Promise<T> {
    try {
      return await work(await this.#open());
    } catch (cause) {
      if (this.#over || !isCut(cause)) throw cause;
      this.#drop();
      return await work(await this.#open());
    }
  }

  /** `run` for what a person wrote: makes room on a full disk and tries again. Throws NotKept when it stays refused. */
  async keep<T>(work: (db: Idb) => Promise<T>): Promise<T> {
    try {
      const kept = await this.run(work).catch(async (cause) => {
        if (!isFull(cause)) throw cause;
        await this.#hooks.makeRoom();
        return await this.run(work);
      });
      if (this.#hasFailed) this.#hooks.failed(undefined);
      this.#hasFailed = false;
      return kept;
    } catch (cause) {
      this.#hasFailed = true;
      this.#hooks.failed(cause);
      throw new NotKept("local database: not kept", { cause });
    }
  }

  close(): void {
    this.#over = true;
    this.#drop();
  }

  #open(): Promise<Idb> {
    if (this.#over) return Promise.reject(new DOMException("closed", "InvalidStateError"));
    return this.#opening ??= this.#openNow().catch((cause) => {
      this.#opening = undefined;
      throw cause;
    });
  }

  #openNow(): Promise<Idb> {
    return openStore<Schema>(PREFIX + this.#memberId, VERSION, {
      upgrade: createStores,
      // Another tab signs out (then there is no next version) or a newer page upgrades: make way.
      blocking: (_current, next, event) => {
        if (next === null) this.#over = true;
        if (event.target instanceof IDBDatabase) event.target.close();
        this.#opening = undefined;
      },
      terminated: () => (this.#opening = undefined),
    });
  }

  #drop(): void {
    void this.#opening?.then((db) => db.close(), () => {});
    this.#opening = undefined;
  }
}

function createStores(db: Idb): void {
  db.createObjectStore("kv");
  db.createObjectStore("outbox", { keyPath: "seq", autoIncrement: true }).createIndex("action", "action.id", {
    unique: true,
  });
  db.createObjectStore("files", { keyPath: "id" });
  db.createObjectStore("doc_updates", { keyPath: "number", autoIncrement: true }).createIndex("doc", "doc");
  db.createObjectStore("doc_states");
  db.createObjectStore("doc_refusals", { keyPath: "number", autoIncrement: true }).createIndex("doc", "doc");
}

/** The connection is gone and nothing of this was written: "Connection to Indexed Database server lost" in Safari. */
function isCut(cause: unknown): boolean {
  return cause instanceof DOMException &&
    (cause.name === "InvalidStateError" || (cause.name === "UnknownError" && /lost|connection/i.test(cause.message)));
}

function isFull(cause: unknown): boolean {
  return cause instanceof DOMException && cause.name === "QuotaExceededError";
}

/** Refused for good by this browser, and why, as a person is told. */
export function whyNotKept(cause: unknown): Unkept {
  if (isFull(cause)) return "full";
  return cause instanceof StorageRefused && cause.reason === "newer" ? "newer" : "refused";
}
