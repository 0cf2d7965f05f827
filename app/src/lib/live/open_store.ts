/** IndexedDB as browsers really are: it may be forbidden, hang at its first opening (Safari) or belong to a newer page. */
import { type DBSchema, type IDBPDatabase, openDB, type OpenDBCallbacks } from "idb";

/**
 * `blocked`: the browser or its settings do not let this site keep anything, or its files are damaged.
 * `newer`: a newer version of the page has been here: reload.
 */
export type RefusalReason = "blocked" | "newer";

/** Nothing can be kept on this computer. */
export class StorageRefused extends Error {
  constructor(readonly reason: RefusalReason, cause: unknown) {
    super(`IndexedDB: ${reason}`, { cause });
  }
}

/** Safari answers the first opening after its start never, the second at once (WebKit bug 226547). */
const PATIENCE_MS = 4_000;
const TRIES = 2;

/** Throws StorageRefused; whatever comes after its patience is closed again. */
export async function openStore<S extends DBSchema>(
  name: string,
  version: number,
  callbacks: OpenDBCallbacks<S>,
): Promise<IDBPDatabase<S>> {
  let cause: unknown;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    try {
      // Inside the try: where it is forbidden even naming it may throw.
      return await inTime(openDB<S>(name, version, callbacks));
    } catch (thrown) {
      cause = thrown;
      if (thrown instanceof DOMException && thrown.name === "VersionError") throw new StorageRefused("newer", thrown);
    }
  }
  throw new StorageRefused("blocked", cause);
}

async function inTime<S extends DBSchema>(opening: Promise<IDBPDatabase<S>>): Promise<IDBPDatabase<S>> {
  let isLate = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      isLate = true;
      reject(new Error(`no answer in ${PATIENCE_MS} ms`));
    }, PATIENCE_MS);
  });
  void opening.then((db) => isLate && db.close(), () => {});
  try {
    return await Promise.race([opening, late]);
  } finally {
    clearTimeout(timer);
  }
}
