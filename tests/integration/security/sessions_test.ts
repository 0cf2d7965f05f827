import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { Client } from "../harness/client.ts";
import { closing, openDocument } from "../harness/documents.ts";
import { suite } from "../harness/suite.ts";
import type { World } from "../harness/world.ts";

const check = suite();

async function documentOf(world: World, session: string): Promise<WebSocket> {
  return await openDocument(world, (await world.story()).ticketId, session);
}

check(
  "[S3] a session that ended without a word on the bus takes feed and documents' sockets along all the same",
  async (world) => {
    const lia = await world.member("Lia");
    await lia.follow();
    const ended = closing(await documentOf(world, lia.cookie!));
    // As when another node's message was lost, or an administrator did it by hand.
    await world.db.sql`delete from sessions where member_id = ${lia.memberId}`;
    await lia.mirror.until("the feed's end", () => lia.mirror.ended);
    assert.equal(await ended, 4401);
  },
);

check("sign-out ends the session everywhere within a second: cookie, feed and documents' sockets", async (world) => {
  const bia = await world.member("Bia");
  await bia.follow();
  const stolen = bia.cookie!;
  const socket = await documentOf(world, stolen);
  const ended = closing(socket);
  const began = performance.now();
  const response = await bia.fetch("POST", "/api/auth/sign-out", { body: {} });
  assert.match(response.headers.get("set-cookie") ?? "", /session=;.*Max-Age=0/i);
  await response.body?.cancel();
  await bia.mirror.until("the feed's end", () => bia.mirror.ended);
  assert.equal(await ended, 4401);
  assert.ok(performance.now() - began < 1000, `${performance.now() - began} ms`);
  const thief = new Client(world.url);
  thief.cookie = stolen;
  for (const path of ["/api/me", "/api/feed", "/api/search?q=abc"]) {
    assert.equal((await thief.problem("GET", path)).code, "not_signed_in");
  }
  assert.equal((await thief.problem("POST", "/api/actions", { body: { actions: [{}] } })).code, "not_signed_in");
});

check("no session, half a session and a made-up one open nothing", async (world) => {
  const [id, secret] = world.admin.cookie!.split(".");
  const doors = [
    ["GET", "/api/me"],
    ["GET", "/api/feed"],
    ["POST", "/api/actions"],
    ["POST", "/api/presence"],
    ["GET", `/api/history?conversationId=${newId()}`],
    ["GET", `/api/conversations/${newId()}`],
    ["GET", "/api/search?q=abc"],
    ["GET", `/api/connections/${world.connectionId}`],
    ["POST", `/api/connections/${world.connectionId}/check`],
    ["PUT", `/api/media/${newId()}`],
  ] as const;
  for (
    const cookie of [
      null,
      id!,
      `${id}.`,
      `${id}.${secret}x`,
      `${id}.${"A".repeat(32)}`,
      `.${secret}`,
      `${id}.${secret}.x`,
      "'; drop table sessions--",
    ]
  ) {
    for (const [method, path] of doors) {
      const problem = await world.admin.problem(method, path, { cookie, ...(method === "GET" ? {} : { body: {} }) });
      assert.deepEqual([cookie, path, problem.status, problem.code], [cookie, path, 401, "not_signed_in"]);
    }
  }
});
