import assert from "node:assert/strict";
import { sweepNow, written } from "../closing/closings.ts";
import { closeWindow, eventsOf, ticketOf } from "../harness/facts.ts";
import { suite } from "../harness/suite.ts";
import type { World } from "../harness/world.ts";
import { letTimePass, teach } from "./houses.ts";

const check = suite();
const RULE = { noticeMinutes: 30, notice: "Ainda está aí?", closeMinutes: 10, closeText: "Vamos encerrar." };

/** A ticket whose customer was answered and says nothing. */
async function answered(world: World) {
  const story = await world.story();
  await world.admin.send(story.conversationId, "Posso ajudar em algo mais?");
  return story;
}
const said = async (world: World, conversationId: string) =>
  (await written(world, conversationId)).slice(1).map((one) => one.origin);
const isClosed = async (world: World, ticketId: string) => (await ticketOf(world, ticketId)).status === "closed";

check(
  "AUT-04 AUT-05 AUT-06 the customer is told, then told that it closes, then it closes; once each",
  async (world) => {
    await teach(world, { ...RULE, conclusion: "Nunca as duas." });
    const { conversationId, ticketId } = await answered(world);
    await letTimePass(world, conversationId, 29);
    await sweepNow(world);
    assert.deepEqual(await said(world, conversationId), []);
    await letTimePass(world, conversationId, 2);
    await sweepNow(world);
    await sweepNow(world);
    assert.deepEqual(await said(world, conversationId), ["inactivity_notice"]);
    assert.equal((await eventsOf(world, ticketId, "inactivity_noticed")).length, 1);
    await letTimePass(world, conversationId, 9);
    await sweepNow(world);
    assert.equal(await isClosed(world, ticketId), false, "counted from the notice");
    await letTimePass(world, conversationId, 2);
    await sweepNow(world);
    assert.equal(await isClosed(world, ticketId), true);
    assert.deepEqual(await said(world, conversationId), ["inactivity_notice", "inactivity_close"]);
    const [event] = await eventsOf(world, ticketId, "ticket_closed");
    assert.deepEqual([event?.actor_kind, event?.after.reason], ["system", "inactivity"]);
  },
);

check("AUT-04 an answer of the customer, and a new one of ours, begin the count again", async (world) => {
  await teach(world, RULE);
  const { conversationId, ticketId, customer } = await answered(world);
  await letTimePass(world, conversationId, 31);
  await sweepNow(world);
  customer.sendText("Estou!");
  await world.ingested();
  await letTimePass(world, conversationId, 600);
  await sweepNow(world);
  assert.equal(await isClosed(world, ticketId), false, "now the customer waits for us");
  await world.admin.send(conversationId, "Certo");
  await letTimePass(world, conversationId, 11);
  await sweepNow(world);
  assert.equal(await isClosed(world, ticketId), false);
  assert.deepEqual(await said(world, conversationId), ["inactivity_notice", null]);
});

check(
  "AUT-06 CLS-15 X-20 without a notice it is counted from our answer; without its own text the conclusion is said",
  async (world) => {
    await teach(world, { closeMinutes: 20, conclusion: "Atendimento concluído." });
    const { conversationId, ticketId } = await answered(world);
    await letTimePass(world, conversationId, 21);
    await sweepNow(world);
    assert.equal(await isClosed(world, ticketId), true);
    assert.deepEqual(await said(world, conversationId), ["conclusion"]);
  },
);

check("X-23 a scheduled closing suspends it; cancelled, the count begins anew", async (world) => {
  await teach(world, RULE);
  const { conversationId, ticketId } = await answered(world);
  await world.admin.done("ticket.close", { ticketId, message: "", after: 600 });
  await letTimePass(world, conversationId, 120);
  await sweepNow(world);
  assert.deepEqual(await said(world, conversationId), []);
  await world.admin.done("ticket.cancel_closing", { ticketId });
  await sweepNow(world);
  assert.deepEqual(await said(world, conversationId), []);
  await letTimePass(world, conversationId, 31);
  await sweepNow(world);
  assert.deepEqual(await said(world, conversationId), ["inactivity_notice"]);
});

check("X-34 a paused ticket is left alone; resumed, the count begins anew", async (world) => {
  await teach(world, RULE);
  const { conversationId, ticketId } = await answered(world);
  await world.admin.done("ticket.pause", { ticketId });
  await letTimePass(world, conversationId, 600);
  await sweepNow(world);
  await world.admin.done("ticket.resume", { ticketId });
  await sweepNow(world);
  assert.deepEqual(await said(world, conversationId), []);
  assert.equal(await isClosed(world, ticketId), false);
});

check(
  "AUT-05 X-45 with the window closed nothing can be said; it closes all the same, and that is written",
  async (world) => {
    await teach(world, RULE);
    const { conversationId, ticketId } = await answered(world);
    await closeWindow(world, conversationId);
    await letTimePass(world, conversationId, 31);
    await sweepNow(world);
    await letTimePass(world, conversationId, 11);
    await sweepNow(world);
    assert.equal(await isClosed(world, ticketId), true);
    assert.deepEqual(await said(world, conversationId), []);
    const [skip] = await eventsOf(world, ticketId, "closing_message_skipped");
    assert.equal(skip?.after.reason, "window_closed");
  },
);

check("the sweep finds the silent by their index, among 20,000 conversations (AUT-04)", async (world) => {
  await world.db.sql`
    insert into contacts (id, workspace_id, name)
    select gen_random_uuid(), ${world.workspaceId}, 'synthetic' from generate_series(1, 20000)`;
  await world.db.sql`
    insert into conversations (id, workspace_id, contact_id, connection_id, channel, has_window, answered_at)
    select gen_random_uuid(), workspace_id, id, ${world.connectionId}, 'whatsapp', true, clock_timestamp()
    from contacts where name = 'synthetic'`;
  await world.db.sql`analyze conversations, tickets`;
  const plans: string[] = [];
  for (
    const [text, values] of [
      [
        "select c.id from conversations c where c.connection_id = $1 and c.answered_at <= clock_timestamp() - 30 * interval '1 minute'",
        [world.connectionId],
      ],
      ["select id from tickets where closing_at <= clock_timestamp()", []],
      ["select id from tickets where rating_until <= clock_timestamp()", []],
    ] as const
  ) {
    await world.db.sql.begin(async (tx) => {
      // Few rows of tickets here: a scan of them would be as quick, and say nothing.
      await tx`set local enable_seqscan = off`;
      const rows = await tx.unsafe(`explain ${text}`, [...values]);
      plans.push(rows.map((row) => row["QUERY PLAN"]).join("\n"));
    });
  }
  assert.match(plans[0]!, /conversations_answered/);
  assert.match(plans[1]!, /tickets_closing/);
  assert.match(plans[2]!, /tickets_rating/);
});
