/**
 * What must survive a broken or rebuilt cache, in plain IndexedDB: the outbox, its files, document updates the server
 * has not acknowledged, and a small picture of the first screen. One database a member.
 */
import type { Action } from "@domain/action.ts";
import type { ErrorCode, ErrorParams } from "@domain/error.ts";
import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from "idb";

/** An action that waits, in the order of `seq`. With `refusal` it waits for its author, not for the network. */
export type OutboxRecord = {
  seq: number;
  action: Action;
  /** Known to the screen that wrote it, when the action itself does not say. */
  conversationId?: string | undefined;
  /** The words of what `action.withdraw` takes back. */
  takenBack?: string | undefined;
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
export type LocalDb = IDBPDatabase<Schema>;

const PREFIX = "mutirao-";
/** On disk before the promise resolves: Chrome's default may lose the last writes when the machine stops. */
export const STRICT = { durability: "strict" } as const;

export function openLocalDb(memberId: string): Promise<LocalDb> {
  return openDB<Schema>(PREFIX + memberId, 1, {
    upgrade(db) {
      db.createObjectStore("kv");
      db.createObjectStore("outbox", { keyPath: "seq", autoIncrement: true }).createIndex("action", "action.id", {
        unique: true,
      });
      db.createObjectStore("files", { keyPath: "id" });
      db.createObjectStore("doc_updates", { keyPath: "number", autoIncrement: true }).createIndex("doc", "doc");
      db.createObjectStore("doc_states");
      db.createObjectStore("doc_refusals", { keyPath: "number", autoIncrement: true }).createIndex("doc", "doc");
    },
    // Another tab signs out or a newer page upgrades: make way.
    blocking: (_current, _blocked, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
    },
  });
}

export function deleteLocalDb(memberId: string): Promise<void> {
  return deleteDB(PREFIX + memberId);
}
