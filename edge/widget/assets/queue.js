// @ts-check
/**
 * What the visitor wrote and the server has not taken yet, in IndexedDB, so that it survives a closed page. Sent one by
 * one and in order, each again under its own id until there is an answer; the server takes the same id once.
 */

/**
 * @typedef {{id: string, text: string, at: number, quoteId?: string, blob?: Blob, name?: string, mediaId?: string,
 *   failed?: string}} Item
 */

/** @param {string} connection @param {(item: Item) => Promise<void>} send @param {(items: Item[]) => void} onChange */
export async function openQueue(connection, send, onChange) {
  const database = await openDatabase(connection).catch(() => undefined);
  /** @type {Item[]} */
  let items = database ? await all(database) : [];
  let isRunning = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let tries = 0;

  const changed = () => onChange([...items]);

  /** @param {Item} item */
  async function keep(item) {
    if (database) await write(database, (store) => store.put(item));
  }

  /** @param {string} id */
  async function remove(id) {
    items = items.filter((item) => item.id !== id);
    if (database) await write(database, (store) => store.delete(id));
    changed();
  }

  async function flush() {
    if (isRunning) return;
    isRunning = true;
    clearTimeout(timer);
    try {
      for (let item = next(); item; item = next()) {
        try {
          await send(item);
          tries = 0;
          await remove(item.id);
        } catch (error) {
          const refusal = refusalOf(error);
          if (!refusal) {
            // No answer: the same again, later and later, and at once when the network is back.
            timer = setTimeout(flush, Math.min(1000 * 2 ** tries++, 30_000));
            return;
          }
          item.failed = refusal;
          await keep(item);
          changed();
        }
      }
    } finally {
      isRunning = false;
    }
  }

  function next() {
    return items.find((item) => !item.failed);
  }

  addEventListener("online", flush);
  changed();
  return {
    flush,
    /** @param {Item} item */
    async add(item) {
      items.push(item);
      changed();
      await keep(item).catch(() => {});
      await flush();
    },
    /** @param {string} id */
    async retry(id) {
      const item = items.find((one) => one.id === id);
      if (!item) return;
      delete item.failed;
      changed();
      await keep(item).catch(() => {});
      await flush();
    },
    discard: remove,
    async clear() {
      for (const item of [...items]) await remove(item.id);
    },
  };
}

/** The server's own refusal of this message; anything else may pass by itself. @param {unknown} error */
function refusalOf(error) {
  if (!(error instanceof Error) || !("status" in error) || !("code" in error)) return undefined;
  const status = Number(error.status);
  return status >= 400 && status < 500 && status !== 429 && status !== 408 ? String(error.code) : undefined;
}

/** @param {string} connection @returns {Promise<IDBDatabase>} */
function openDatabase(connection) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(`mutirao-chat-${connection}`, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("queue", { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBDatabase} database @returns {Promise<Item[]>} */
function all(database) {
  return new Promise((resolve, reject) => {
    const request = database.transaction("queue").objectStore("queue").getAll();
    // Ids are UUIDv7: their order is the order in which they were written.
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBDatabase} database @param {(store: IDBObjectStore) => void} work @returns {Promise<void>} */
function write(database, work) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction("queue", "readwrite", { durability: "strict" });
    work(transaction.objectStore("queue"));
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
  });
}
