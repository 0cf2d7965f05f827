import assert from "node:assert/strict";
import { suite } from "../harness/suite.ts";
import type { World } from "../harness/world.ts";

const check = suite();

let serial = 0;

async function messagesWith(world: World, body: string) {
  await world.ingested();
  return await world.db.sql`
    select m.id, m.conversation_id, m.ticket_id, c.contact_id, m.status from messages m
    join conversations c on c.id = m.conversation_id where m.body = ${body} order by m.created_at`;
}

async function waitRow(world: World, body: string) {
  const { mirror } = world.admin;
  return await mirror.until(body, () => mirror.rows("messages").find((row) => row.body === body));
}

check("a changed number moves to the same contact, and the conversation goes on", async (world) => {
  const { customer, contactId, conversationId } = await world.story("antes da troca");
  const next = `55319${83000000 + ++serial}`;
  customer.changeNumber(next);
  await world.meta.idle();
  customer.sendText("depois da troca");
  await waitRow(world, "depois da troca");
  const [after] = await messagesWith(world, "depois da troca");
  assert.deepEqual([after!.contact_id, after!.conversation_id], [contactId, conversationId]);
  const [contact] = await world.db.sql`select phone from contacts where id = ${contactId}`;
  assert.equal(contact!.phone, `+${next}`);
});

check("D.2 a blocked contact's message is dropped and nothing is recorded (BLK-07)", async (world) => {
  const { customer, contactId, conversationId } = await world.story();
  await world.db.sql`update contacts set blocked_at = now() where id = ${contactId}`;
  const count = async () =>
    (await world.db
      .sql`select (select count(*)::int from messages where conversation_id = ${conversationId}) as messages,
      (select count(*)::int from events where conversation_id = ${conversationId}) as events`)[0];
  const before = { ...await count() };
  customer.sendText("bloqueado");
  await world.meta.idle();
  await world.ingested();
  assert.deepEqual({ ...await count() }, before);
});
