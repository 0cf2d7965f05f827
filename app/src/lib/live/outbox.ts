/** The outbox on disk. Each function is one strict transaction; ids make every one of them harmless to repeat. */
import { imageOf } from "@domain/field_image.ts";
import type { Action } from "@domain/action.ts";
import { type LocalDb, type NewOutboxRecord, type OutboxRecord, STRICT } from "./local_db.ts";

/** Keeps an action at the end. Resolves once it would survive a crash. A repeat answers the record that is there. */
export function addToOutbox(local: LocalDb, record: NewOutboxRecord): Promise<OutboxRecord> {
  return local.keep(async (db) => {
    const tx = db.transaction("outbox", "readwrite", STRICT);
    const known = await tx.store.index("action").get(record.action.id);
    const [seq] = await Promise.all([known?.seq ?? tx.store.add(record), tx.done]);
    return { ...(known ?? record), seq };
  });
}

export async function readOutbox(local: LocalDb): Promise<OutboxRecord[]> {
  const records = await local.run((db) => db.getAll("outbox"));
  return records.flatMap((record) => record.seq === undefined ? [] : [{ ...record, seq: record.seq }]);
}

/** Takes actions out, with the files only they needed. */
export function removeFromOutbox(local: LocalDb, records: readonly OutboxRecord[]): Promise<void> {
  return local.run((db) => {
    const tx = db.transaction(["outbox", "files"], "readwrite", STRICT);
    for (const { seq, action } of records) {
      void tx.objectStore("outbox").delete(seq);
      const media = mediaOf(action);
      if (media) void tx.objectStore("files").delete(media);
    }
    return tx.done;
  });
}

/** Writes records again in their places (refused, or replaced by another action). */
export function putInOutbox(local: LocalDb, records: readonly OutboxRecord[]): Promise<void> {
  return local.keep(async (db) => {
    const tx = db.transaction("outbox", "readwrite", STRICT);
    await Promise.all([...records.map((record) => tx.store.put(record)), tx.done]);
  });
}

/** The file an action cannot go without. */
export function mediaOf(action: Action): string | undefined {
  switch (action.type) {
    case "message.send":
    case "message.internal":
    case "schedule.save":
      return action.media?.id;
    case "contact.update":
      return Object.values(action.fields ?? {}).map((value) => imageOf(value ?? "")?.id).find((id) => id !== undefined);
    default:
      return undefined;
  }
}
