import assert from "node:assert/strict";
import { hmacHex } from "@edge/channels/hmac.ts";
import { startServer, type TestEdge } from "../../support/server.ts";
import { waitFor } from "../../support/waiting.ts";
import { hook } from "../harness/hooks.ts";
import { suite } from "../harness/suite.ts";
import type { World } from "../harness/world.ts";

const check = suite();
const SENDERS = 24;
/** Answers before each kill: enough that some of them stand in the journal only. */
const ANSWERS = [300, 200, 400];

check(
  "SIGKILL while webhooks come flat out: what was answered 200 becomes one message, in its order",
  async (world) => {
    await world.stopEdge();
    const server = await startServer({
      databaseUrl: world.db.url,
      env: { META_GRAPH_URL: world.meta.url, SECRET_KEY: world.config.secretKey },
    });
    try {
      const accepted: { from: string; id: string }[] = [];
      for (const [round, answers] of ANSWERS.entries()) {
        const senders = sendFlatOut(world, server, round, accepted);
        const enough = accepted.length + answers;
        await waitFor("webhooks to be answered", () => accepted.length >= enough || undefined, 30_000);
        await server.kill("SIGKILL");
        await senders;
        await server.restart();
      }
      // A provider that saw no answer sends again; so does one that saw it and is not sure.
      for (const { from, id } of accepted.slice(-20)) assert.ok(await post(world, server, from, id), id);
      await world.ingested();
      const { sql } = world.db;
      const failed = await sql`select provider_key, error from inbound_journal where error is not null`;
      assert.deepEqual([...failed], []);
      const rows = await sql<{ provider_id: string; conversation_id: string; body: string }[]>`
      select provider_id, conversation_id, body from messages where provider_id like 'wamid.KILL%' order by created_at, id`;
      const made = Map.groupBy(rows, (row) => row.provider_id);
      for (const { id } of accepted) assert.equal(made.get(id)?.length, 1, `${id} was answered 200`);
      assert.equal(rows.length, made.size, "a webhook made two messages");
      for (const thread of Map.groupBy(rows, (row) => row.conversation_id).values()) {
        const places = thread.map((row) => Number(row.body));
        assert.deepEqual(places, places.toSorted((one, other) => one - other), "order of a thread");
      }
      const [counts] = await sql`
      select count(*)::int as wrong from conversations c where unread <> (
        select count(*) from messages m where m.conversation_id = c.id and m.direction = 'in')`;
      assert.equal(counts!.wrong, 0, "unread is what arrived");
    } finally {
      await server[Symbol.asyncDispose]();
    }
  },
);

/** Everybody writes one message after the other until the server is gone; `accepted` gets what was answered 200. */
async function sendFlatOut(world: World, server: TestEdge, round: number, accepted: { from: string; id: string }[]) {
  await Promise.all(Array.from({ length: SENDERS }, async (_, sender) => {
    const from = `5531987${String(654000 + sender)}`;
    for (let at = 0;; at++) {
      const id = `wamid.KILL.${sender}.${round * 100_000 + at}`;
      if (!await post(world, server, from, id)) return;
      accepted.push({ from, id });
    }
  }));
}

/** False when no answer came. Throws when it was another than 200. */
async function post(world: World, server: TestEdge, from: string, id: string): Promise<boolean> {
  const raw = JSON.stringify(hook(world, { from, id, text: id.split(".").at(-1)! }));
  const headers = { "x-hub-signature-256": `sha256=${hmacHex(world.meta.settings.appSecret, raw)}` };
  const url = `${server.url}/hooks/whatsapp/${world.connectionId}`;
  let status: number;
  try {
    const response = await fetch(url, { method: "POST", headers, body: raw });
    await response.body?.cancel();
    ({ status } = response);
  } catch {
    return false;
  }
  assert.equal(status, 200, id);
  return true;
}
