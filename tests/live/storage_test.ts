/** Browsers that keep less than they should: what was written comes first, the cache is only a cache. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { uuid } from "@db/cache/testing/synthetic.ts";
import { waitFor } from "../support/waiting.ts";
import {
  ADDRESS,
  assertCached,
  CONVERSATION,
  openBlank,
  openPage,
  send,
  stateOf,
  until,
  untilServer,
  untilStored,
  withWorld,
} from "./live_world.ts";

const MB = 1024 * 1024;
/** What the disk has left: enough for the cache to open. */
const ROOM = 30 * MB;
const NO_OPFS = `StorageManager.prototype.getDirectory = () => Promise.reject(new DOMException("no", "SecurityError"))`;
const NO_HANDLES = `FileSystemFileHandle.prototype.createSyncAccessHandle = () =>
  Promise.reject(new DOMException("too many", "UnknownError"))`;

Deno.test("[F12] without OPFS everything works from memory, it is said that history is not kept, the outbox survives", async () => {
  await withWorld(30, async ({ server, context, again }) => {
    server.workerBegins(NO_OPFS);
    const page = await openPage(context);
    await until(page, "live");
    await page.waitForFunction(() => live.state().keepsHistory === false);
    await page.waitForFunction((id) => live.thread(id).length === 50, CONVERSATION);
    server.cut();
    await until(page, "offline");
    await send(page, "kept all the same");
    const reopened = await again();
    server.mend();
    const later = await openPage(reopened);
    await untilServer("what waited", () => server.arrived.length === 1);
    await until(later, "live");
    await later.waitForFunction(() => live.state().total === 30);
  });
});

Deno.test("[F12] an OPFS that cannot hold the database is found out once, not at every start", async () => {
  await withWorld(10, async ({ server, context, again }) => {
    server.workerBegins(NO_HANDLES);
    const page = await openPage(context);
    await page.waitForFunction(() => live.state().keepsHistory === false);
    await until(page, "live");
    assert.deepEqual(await directories(page), []);
    // It would work now: that it is not tried shows that the mark is looked at.
    server.workerBegins("");
    const later = await openPage(await again());
    await later.waitForFunction(() => live.state().keepsHistory === false);
  });
});

Deno.test("[O11] on a full disk the cache makes room for what somebody writes; without any room they are told, until there is", async () => {
  await withWorld(120, async ({ server, context, again }) => {
    const first = await openPage(context);
    await until(first, "live");
    await untilStored(first);
    server.cut();
    // A new start: Chromium remembers for half a minute how much room there was.
    const reopened = await again();
    const page = await openBlank(reopened);
    const used = await page.evaluate(async () => (await navigator.storage.estimate()).usage!);
    assert.ok(used > 10 * MB, `the cache takes ${used} bytes`);
    const cdp = await reopened.newCDPSession(page);
    await cdp.send("Storage.overrideQuotaForOrigin", { origin: ADDRESS, quotaSize: used + ROOM });
    await page.goto(ADDRESS);
    await until(page, "offline");
    await assertCached(page, 120);
    await attach(page, ROOM + 5 * MB);
    await page.waitForFunction(() => live.state().keepsHistory === false);
    assert.deepEqual([(await stateOf(page)).unkept, (await stateOf(page)).total], [undefined, 120]);
    assert.deepEqual(await directories(page), []);

    await assert.rejects(attach(page, used + 2 * ROOM), /not kept/);
    assert.equal((await stateOf(page)).unkept, "full");
    await send(page, "small enough");
    assert.equal((await stateOf(page)).unkept, undefined);

    const last = await again();
    server.mend();
    const later = await openPage(last);
    await untilServer("both", () => server.arrived.length === 1 && server.uploads.size === 1);
    assert.deepEqual([...server.uploads.values()], [ROOM + 5 * MB]);
    await until(later, "live");
  });
});

Deno.test("[O12] a browser that keeps nothing at all is told so before anything is written; one that hangs once is asked twice", async () => {
  await withWorld(10, async ({ context }) => {
    const refusing = await context.newPage();
    await refusing.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("The operation is insecure.", "SecurityError");
      };
    });
    await refusing.goto(ADDRESS);
    await refusing.waitForFunction(() => globalThis.live?.refused === "blocked");
    await refusing.close();
    const hanging = await context.newPage();
    await hanging.addInitScript(() => {
      const open = IDBFactory.prototype.open;
      IDBFactory.prototype.open = function (name, version) {
        IDBFactory.prototype.open = open;
        // Never opened, so that nothing of it answers.
        return Object.create(IDBOpenDBRequest.prototype, {
          addEventListener: { value: () => {} },
          removeEventListener: { value: () => void [name, version] },
        });
      };
    });
    await hanging.goto(ADDRESS);
    await until(hanging, "live");
  });
});

Deno.test("[O1] a connection to the disk that the browser cut is opened again: nothing written after it is lost", async () => {
  await withWorld(10, async ({ server, context, again }) => {
    const page = await context.newPage();
    await page.addInitScript(() => {
      const { transaction } = IDBDatabase.prototype;
      const opened = new Set<IDBDatabase>();
      IDBDatabase.prototype.transaction = function (...args) {
        opened.add(this);
        return transaction.apply(this, args);
      };
      Object.assign(globalThis, { cutDisk: () => opened.forEach((db) => db.close()) });
    });
    await page.goto(ADDRESS);
    await page.waitForFunction(() => globalThis.live !== undefined);
    await until(page, "live");
    server.cut();
    await until(page, "offline");
    await send(page, "before");
    await page.evaluate(() => (globalThis as unknown as { cutDisk(): void }).cutDisk());
    await send(page, "after");
    const reopened = await again();
    server.mend();
    await openPage(reopened);
    await untilServer("both", () => server.arrived.length === 2);
  });
});

/** Puts a file of noise into the outbox: a disk may pack everything else. */
function attach(page: Page, size: number): Promise<unknown> {
  return page.evaluate((bytes) => {
    const noise = new Uint8Array(bytes);
    for (let at = 0; at < bytes; at += 65536) crypto.getRandomValues(noise.subarray(at, at + 65536));
    return live.desk!.attach(new Blob([noise]), "noise");
  }, size);
}

function directories(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const names: string[] = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
    return names;
  });
}

Deno.test("[O13] copies of documents that are out of sight leave the disk once it is level; what waits in one stays", async () => {
  await withWorld(30, async ({ server, context }) => {
    const page = await openPage(context);
    await until(page, "live");
    const [seen, stray, edited] = [uuid(6, 0), uuid(99, 1), uuid(99, 2)];
    await page.evaluate(putCopies, { copies: [seen, stray, edited], edited });
    assert.equal(await page.evaluate(() => live.copies()), 3);
    server.cut();
    await until(page, "offline");
    server.mend();
    await until(page, "live");
    await waitFor("the stray one to go", async () => await page.evaluate(() => live.copies()) === 2 || undefined);
  });
});

/** As provider and store leave them: states of tickets' documents, and an edit of one that the server has not taken. */
async function putCopies({ copies, edited }: { copies: string[]; edited: string }): Promise<void> {
  const [known] = (await indexedDB.databases()).filter(({ name }) => name?.startsWith("mutirao-"));
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const asked = indexedDB.open(known!.name!);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const tx = db.transaction(["doc_states", "doc_updates"], "readwrite");
  for (const id of copies) tx.objectStore("doc_states").put(new Uint8Array([0, 0]), `ticket/${id}`);
  tx.objectStore("doc_updates").put({ doc: `ticket/${edited}`, update: new Uint8Array([0, 0]) });
  await new Promise((resolve) => (tx.oncomplete = resolve));
  db.close();
}
