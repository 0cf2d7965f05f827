import { PGlite } from "@electric-sql/pglite";
import assert from "node:assert/strict";
import { applySteps } from "./apply.ts";
import type { RowsEvent } from "@domain/feed.ts";
import type { Row } from "@domain/rows.ts";
import { searchMessages } from "./find.ts";
import { markReachedStart, readCursor, readEvents, readMessages, readMirror, readReachedStart } from "./read.ts";
import { createTables } from "./tables.ts";
import { synthetic, syntheticMessages, uuid } from "./testing/synthetic.ts";

Deno.test("the cache", async (t) => {
  const db = await PGlite.create();
  await db.exec(createTables());
  const messages = syntheticMessages(1, 40);

  await t.step("keeps rows and cursor together, and a repeat changes nothing", async () => {
    const rows = synthetic(20).map((event) => ({ kind: "rows" as const, event, whole: true }));
    const window = {
      kind: "rows" as const,
      event: { table: "messages" as const, rows: messages.slice(10) },
      whole: true,
    };
    for (let i = 0; i < 2; i++) await applySteps(db, [...rows, window, { kind: "cursor", cursor: "77" }]);
    assert.equal(await readCursor(db), "77");
    const read: RowsEvent[] = [];
    await readMirror(db, (event) => read.push(event));
    assert.deepEqual(read.map(inOrder), synthetic(20).map(inOrder));
  });

  await t.step("pages backwards in the thread's order", async () => {
    const page = await readMessages(db, uuid(4, 1), 10);
    assert.deepEqual(page.messages, messages.slice(30));
    assert.equal(page.hasOlder, true);
    assert.equal((await readMessages(db, uuid(4, 1), 30)).hasOlder, false);
  });

  await t.step("leaves out a late change of a message older than its window, so that no hole appears", async () => {
    const late = { ...messages[2]!, reactions: { contact: "❤️" } };
    const known = { ...messages[20]!, status: "read" as const };
    await applySteps(db, [{ kind: "rows", event: { table: "messages", rows: [late, known] }, whole: false }]);
    const page = await readMessages(db, uuid(4, 1), 50);
    assert.deepEqual(page.messages[0], messages[10]);
    assert.equal(page.messages.find((message) => message.id === known.id)?.status, "read");
  });

  await t.step("takes the whole window of a conversation that comes into sight", async () => {
    const rows = syntheticMessages(2, 5).reverse();
    await applySteps(db, [{ kind: "rows", event: { table: "messages", rows }, whole: false }]);
    assert.equal((await readMessages(db, uuid(4, 2), 50)).messages.length, 5);
  });

  await t.step("searches without accents, newest first, and takes wildcards for what they are", async () => {
    const found = await searchMessages(db, "SITUACAO conversa", 3);
    assert.deepEqual(found.map((message) => message.id), [39, 38, 37].map((i) => messages[i]!.id));
    assert.equal((await searchMessages(db, "100%", 5)).length, 0);
  });

  await t.step(
    "a thread that went into another leaves nothing behind; the other asks for its beginning again",
    async () => {
      const rows = (rows: Row<"messages">[]) => ({
        kind: "rows" as const,
        event: { table: "messages" as const, rows },
      });
      const thread = synthetic(5)[1]!.rows[4] as Row<"conversations">;
      const theirs = syntheticMessages(4, 20).slice(15);
      await applySteps(db, [{ ...rows(theirs), whole: true }]);
      await markReachedStart(db, uuid(4, 1));
      const older = { ...theirs[0]!, id: uuid(7, 9999), created_at: "2020-01-01T00:00:00Z" };
      const moved = [older, ...theirs].map((row) => ({ ...row, conversation_id: uuid(4, 1) }));
      const gone = { ...thread, deleted_at: "2026-11-21T12:00:00Z" };
      await applySteps(db, [
        { kind: "rows", event: { table: "conversations", rows: [gone] }, whole: false },
        { ...rows(moved), whole: false },
      ]);
      assert.deepEqual((await readMessages(db, uuid(4, 4), 50)).messages, []);
      const joined = (await readMessages(db, uuid(4, 1), 99)).messages.map((row) => row.id);
      assert.deepEqual([joined.includes(theirs[2]!.id), joined.includes(older.id)], [true, false]);
      assert.equal(await readReachedStart(db, uuid(4, 1)), false);
      await applySteps(db, [{
        ...rows(theirs.map((row) => ({ ...row, deleted_at: "2026-11-21T12:00:00Z" }))),
        whole: false,
      }]);
    },
  );

  await t.step("forgets a conversation that left sight and a deleted row", async () => {
    const deleted = { ...messages[39]!, deleted_at: "2026-11-21T12:00:00Z" };
    await applySteps(db, [{ kind: "rows", event: { table: "messages", rows: [deleted] }, whole: false }]);
    assert.equal((await readMessages(db, uuid(4, 1), 1)).messages[0]?.id, messages[38]!.id);
    await applySteps(db, [{ kind: "gone", conversationIds: [uuid(4, 1)] }]);
    assert.equal((await readMessages(db, uuid(4, 1), 1)).messages.length, 0);
    assert.deepEqual(await readEvents(db, uuid(6, 1), 10), []);
  });

  await t.step("a failed step leaves the cursor where it was", async () => {
    const bad = { ...messages[0]!, id: "not an id" };
    const steps = [{ kind: "cursor" as const, cursor: "99" }, {
      kind: "rows" as const,
      event: { table: "messages" as const, rows: [bad] },
      whole: true,
    }];
    await assert.rejects(applySteps(db, steps));
    assert.equal(await readCursor(db), "77");
  });
  await db.close();
});

/** A row that was written again may lie anywhere in its table. */
function inOrder(event: RowsEvent): RowsEvent {
  return { ...event, rows: event.rows.toSorted((a, b) => a.id < b.id ? -1 : 1) } as RowsEvent;
}
