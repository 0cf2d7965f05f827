import assert from "node:assert/strict";
import { closeWindow, eventsOf } from "../harness/facts.ts";
import { suite } from "../harness/suite.ts";
import { waitFor } from "../../support/waiting.ts";

const check = suite();

check("retry and settle: only what failed or is unknown, with events; the window counts for a retry", async (world) => {
  const { ticketId, conversationId } = await world.story();
  const messageId = await world.admin.send(conversationId, "Oi");
  await world.admin.mirror.message(messageId, "delivered");
  const settled = await world.admin.refused("bad_input", "message.settle", { messageId });
  assert.match(String(settled.reason), /delivered|sent/);
  await world.admin.refused("bad_input", "message.retry", { messageId });
  const status = (to: string) => world.db.sql`update messages set status = ${to} where id = ${messageId}`;
  await status("unknown");
  await world.admin.done("message.settle", { messageId });
  assert.equal((await eventsOf(world, ticketId, "message_settled"))[0]?.before.status, "unknown");
  await status("unknown");
  await world.admin.done("message.retry", { messageId });
  // The mirror may still show the first delivery: what counts is what the provider was asked.
  const postsNow = () => world.meta.sent.filter((sent) => sent.callbackData === messageId);
  await waitFor("the second POST", () => postsNow()[1]);
  await world.admin.mirror.message(messageId, "delivered");
  const posts = postsNow();
  assert.equal(posts.length, 2, "a person's retry is the only second POST there is");
  const [row] = await world.db.sql`select provider_id from messages where id = ${messageId}`;
  assert.equal(row!.provider_id, posts[1]!.wamid, "receipts and quotes are of the attempt that counts");
  await status("failed");
  await closeWindow(world, conversationId);
  await world.admin.refused("window_closed", "message.retry", { messageId });
});
