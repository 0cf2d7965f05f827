import assert from "node:assert/strict";
import { connect } from "node:net";
import { newId } from "@domain/ids.ts";
import { hmacHex } from "@edge/channels/hmac.ts";
import { waitFor } from "../../support/waiting.ts";
import { hook } from "../harness/hooks.ts";
import { suite } from "../harness/suite.ts";
import type { World } from "../harness/world.ts";

const check = suite();
const LIMIT = 4 * 1024 * 1024;
let serial = 0;

const text = (world: World, words: string, more: { from?: string; id?: string } = {}) =>
  hook(world, {
    from: `55319${83000000 + ++serial}`,
    id: `wamid.HOOK${serial}${crypto.randomUUID()}`,
    text: words,
    ...more,
  });

async function count(world: World, words: string): Promise<number> {
  await world.ingested();
  const [row] = await world.db.sql`select count(*)::int as n from messages where body = ${words}`;
  return row!.n;
}

check(
  "a body over the limit is refused by what it announces, and by counting when it announces nothing",
  async (world) => {
    assert.equal((await world.webhook("x".repeat(LIMIT + 1))).status, 413);
    const chunks = async function* () {
      for (let sent = 0; sent <= LIMIT; sent += 65_536) yield new Uint8Array(65_536);
    };
    const counted = await fetch(world.hookUrl, { method: "POST", body: ReadableStream.from(chunks()) });
    await counted.body?.cancel();
    assert.equal(counted.status, 413);
  },
);

check("a body that announces 100 MB is refused before it is sent", async (world) => {
  const { hostname, port, pathname } = new URL(world.hookUrl);
  const socket = connect(Number(port), hostname);
  const answer = new Promise<string>((resolve, reject) => {
    socket.once("data", (data) => resolve(data.toString()));
    socket.once("error", reject);
  });
  socket.write(`POST ${pathname} HTTP/1.1\r\nhost: ${hostname}\r\ncontent-length: ${100 * 1024 * 1024}\r\n\r\n`);
  assert.match(await answer, /^HTTP\/1\.1 413 /);
  socket.destroy();
});

check(
  "hundreds of webhooks at once: each its own message, whoever's signature is wrong is nobody's neighbour",
  async (world) => {
    const bodies = Array.from(
      { length: 200 },
      (_, at) => text(world, "de uma vez", { from: `5531988${710000 + at % 40}` }),
    );
    const answers = await Promise.all(
      bodies.map((body, at) => world.webhook(body, at % 10 === 0 ? "sha256=00" : undefined)),
    );
    assert.deepEqual(
      answers.map(({ status }) => status),
      bodies.map((_, at) => at % 10 === 0 ? 401 : 200),
    );
    assert.equal(await count(world, "de uma vez"), 180);
  },
);

check("what PostgreSQL cannot take is refused alone, and those who came with it are kept", async (world) => {
  // A key too long for its index: random, or it would be compressed.
  const id = Array.from({ length: 300 }, () => crypto.randomUUID()).join("");
  const bodies = [text(world, "com vizinho"), text(world, "impossível", { id }), text(world, "com vizinho")];
  const answers = await Promise.all(bodies.map((body) => world.webhook(body)));
  assert.deepEqual(answers.map(({ status }) => status), [200, 500, 200]);
  assert.equal(await count(world, "com vizinho"), 2);
});

check("a changed secret and a removed connection count for the very next webhook", async (world) => {
  const connectionId = newId();
  const settings = { ...world.meta.settings, phoneNumberId: "99887766" };
  const save = (appSecret: string) =>
    world.admin.done("connection.save", {
      connectionId,
      channel: "whatsapp",
      name: "Outra",
      departmentId: null,
      isDefault: false,
      settings: { ...settings, appSecret },
    });
  const post = async (url: string) => {
    const body = JSON.stringify(text(world, "segredo"));
    const signature = `sha256=${hmacHex("novo", body)}`;
    const response = await fetch(url, { method: "POST", headers: { "x-hub-signature-256": signature }, body });
    await response.body?.cancel();
    return response.status;
  };
  const url = `${world.url}/hooks/whatsapp/${connectionId}`;
  await save("velho");
  assert.equal(await post(url), 401);
  await save("novo");
  assert.equal(await post(url), 200);
  await world.admin.done("connection.delete", { connectionId });
  assert.equal(await post(url), 404);
});

check(
  "many people's messages made in one go are what they are one by one: line, unread, wait, window, event",
  async (world) => {
    const people = await Promise.all(Array.from({ length: 12 }, () => world.story()));
    for (const { customer } of people) for (const words of ["um", "dois", "três"]) customer.sendText(words);
    const threads = people.map((story) => story.conversationId);
    await waitFor("three more messages of everybody", async () => {
      const [row] = await world.db.sql`
        select count(*)::int as n from messages where conversation_id = any(${threads}::uuid[])`;
      return row!.n === people.length * 4 || undefined;
    });
    for (const { conversationId, ticketId, contactId } of people) {
      const { sql } = world.db;
      const rows = await sql`
      select id, body, ticket_id, created_at::text from messages where conversation_id = ${conversationId} order by created_at, id`;
      assert.deepEqual(rows.slice(1).map((row) => row.ticket_id), [ticketId, ticketId, ticketId]);
      assert.equal(new Set(rows.map((row) => row.created_at)).size, 4, "times grow strictly");
      const [thread] = await sql`
      select last_message_id, last_preview, unread, last_direction, last_kind, last_status,
        waiting_since = (select min(created_at) from messages where conversation_id = c.id) as waits_since_first,
        free_text_until between now() + interval '23 hours' and now() + interval '25 hours' as may_write,
        last_message_at = (select max(created_at) from messages where conversation_id = c.id) as is_newest
      from conversations c where id = ${conversationId}`;
      const last = rows.at(-1)!;
      assert.deepEqual({ ...thread }, {
        last_message_id: last.id,
        last_preview: last.body,
        unread: 4,
        last_direction: "in",
        last_kind: "text",
        last_status: "received",
        waits_since_first: true,
        may_write: true,
        is_newest: true,
      });
      const events = await sql`
      select after->>'messageId' as message, after->>'kind' as kind, ticket_id, contact_id, actor_kind, actor_id from events
      where conversation_id = ${conversationId} and type = 'message_received'`;
      assert.deepEqual(events.map((event) => event.message).sort(), rows.map((row) => row.id).sort());
      for (const event of events) {
        assert.deepEqual([event.kind, event.ticket_id, event.contact_id, event.actor_kind, event.actor_id], [
          "text",
          ticketId,
          contactId,
          "contact",
          contactId,
        ]);
      }
    }
  },
);
