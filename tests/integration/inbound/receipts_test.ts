import assert from "node:assert/strict";
import { suite } from "../harness/suite.ts";
import { statusHook } from "../harness/hooks.ts";

const check = suite();

let serial = 0;

const wamid = () => `wamid.TEST${++serial}${crypto.randomUUID().slice(0, 8)}`;

check("a receipt may be here before the answer to our own request, without naming our id", async (world) => {
  const { conversationId } = await world.story();
  world.meta.faults.statusBeforeAnswer = true;
  try {
    const messageId = await world.admin.send(conversationId, "Depressa");
    await world.admin.mirror.message(messageId, "delivered");
  } finally {
    world.meta.faults.statusBeforeAnswer = false;
  }
  const late = wamid();
  await world.webhook(statusHook(world, { id: late, status: "delivered" }));
  await world.webhook(statusHook(world, { id: late, status: "failed" }));
  await world.ingested();
  const [kept] = await world.db.sql`select count(*)::int as n from early_receipts where provider_id = ${late}`;
  assert.equal(kept!.n, 2);
});

check("a failed receipt says the provider's code, with an event", async (world) => {
  const { conversationId, ticketId } = await world.story();
  world.meta.faults.hold = true;
  const messageId = await world.admin.send(conversationId, "Não chega");
  await world.admin.mirror.message(messageId, "sent");
  const { wamid } = world.meta.sent.find((sent) => sent.callbackData === messageId)!;
  await world.webhook(statusHook(world, { id: wamid, status: "failed" }));
  const row = await world.admin.mirror.message(messageId, "failed");
  assert.equal(row.error_code, "131026");
  const [event] = await world.db
    .sql`select after from events where ticket_id = ${ticketId} and type = 'message_failed'`;
  assert.equal(event!.after.code, "131026");
  world.meta.faults.hold = false;
  world.meta.flush();
});

check("a reaction is put on our message, changed and taken back", async (world) => {
  const { customer, conversationId } = await world.story();
  const messageId = await world.admin.send(conversationId, "Gostou?");
  await world.admin.mirror.message(messageId, "delivered");
  const { wamid } = world.meta.sent.find((sent) => sent.callbackData === messageId)!;
  const { mirror } = world.admin;
  const reaction = (emoji: string | undefined) =>
    mirror.until(`reaction ${emoji}`, () => {
      const row = mirror.row("messages", messageId);
      return row && row.reactions.contact === emoji && row;
    });
  customer.react(wamid, "❤️");
  await reaction("❤️");
  customer.react(wamid, "🙏");
  await reaction("🙏");
  customer.react(wamid);
  await reaction(undefined);
});
