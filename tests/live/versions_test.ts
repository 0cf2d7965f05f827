/** A page older than its server: told to reload, nothing of it lost. And a session that ended while it was away. */
import { newId } from "@domain/ids.ts";
import assert from "node:assert/strict";
import {
  openPage,
  resync,
  send,
  stateOf,
  until,
  untilRows,
  untilServer,
  untilThread,
  untilTotal,
  withWorld,
} from "./live_world.ts";

Deno.test("[F13] [O9] a page older than the server goes on showing what it has, sends nothing, and after the reload all of it leaves, once, in order", async () => {
  await withWorld(40, async ({ server, context }) => {
    const page = await openPage(context);
    await until(page, "live");
    await untilTotal(page, 40);
    server.cut();
    await until(page, "offline");
    for (const text of ["one", "two"]) await send(page, text);
    server.renew();
    server.mend();
    await resync(page);
    await until(page, "old");
    // Also what is written only now waits.
    await send(page, "three");
    assert.equal((await stateOf(page)).total, 40);
    await untilThread(page, "three", "pending");
    assert.equal(await page.evaluate(() => live.desk!.unsent()), 3);
    assert.equal(server.arrived.length, 0);
    server.renew(false);
    await page.reload();
    await page.waitForFunction(() => globalThis.live !== undefined);
    await untilServer("all three", () => server.arrived.length === 3);
    const texts = server.arrived.map((action) => action.type === "message.send" ? action.text : "");
    assert.deepEqual(texts, ["one", "two", "three"]);
  });
});

Deno.test("[O10] a session that ended meanwhile asks for a sign-in and keeps the outbox for its member: another one neither sees nor sends it", async () => {
  await withWorld(20, async ({ server, context }) => {
    const page = await openPage(context);
    await until(page, "live");
    server.cut();
    await until(page, "offline");
    await send(page, "mine");
    server.signOutAll();
    server.mend();
    await resync(page);
    await page.waitForFunction(() => live.signedOut);
    await page.close();

    const other = newId();
    server.signIn(other);
    const theirs = await openPage(context);
    await until(theirs, "live");
    await untilRows(theirs);
    assert.deepEqual([await theirs.evaluate(() => live.desk!.unsent()), server.arrived.length], [0, 0]);
    server.signOutAll();
    await resync(theirs);
    await theirs.waitForFunction(() => live.signedOut);
    await theirs.close();

    server.signIn();
    const again = await openPage(context);
    await untilServer("what waited", () => server.arrived.length === 1);
    await untilThread(again, "mine", undefined);
  });
});
