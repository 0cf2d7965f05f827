import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { openPool } from "@db/client.ts";
import { closeDue, type ClosingDeps } from "@edge/closing/scheduled.ts";
import { waitFor } from "../../support/waiting.ts";
import { closeWindow, eventsOf, ticketOf } from "../harness/facts.ts";
import { suite } from "../harness/suite.ts";
import type { World } from "../harness/world.ts";
import { closingOf, fallDue, sweepNow, untilClosed, written } from "./closings.ts";

const check = suite();
const inAnHour = { message: "Até logo, {{primeiro_nome}}!", after: 60 } as const;

check(
  "CLS-03 CLS-10 CLS-12 CLS-14 closing now sends what is in the box, and nothing when it is empty",
  async (world) => {
    const one = await world.story();
    await world.admin.done("ticket.close", { ticketId: one.ticketId, message: " Obrigado! " });
    assert.deepEqual(await written(world, one.conversationId), [{ body: "Obrigado!", origin: "closing" }]);
    const other = await world.story();
    await world.admin.done("ticket.close", { ticketId: other.ticketId, message: "  " });
    assert.deepEqual(await written(world, other.conversationId), []);
  },
);

check("CLS-04 CLS-07 a scheduled closing waits for its time, then closes once and says its message", async (world) => {
  const { ticketId, conversationId, customer } = await world.story();
  await world.admin.done("ticket.take", { ticketId });
  await world.admin.done("ticket.close", { ticketId, ...inAnHour });
  const { status, closing_at, closing_on_reply, closing_by } = await closingOf(world, ticketId);
  assert.deepEqual([status, closing_on_reply, closing_by], ["in_progress", "cancel", world.admin.memberId]);
  assert.ok(Math.abs(Date.parse(closing_at!) - Date.now() - 3_600_000) < 60_000, String(closing_at));
  await sweepNow(world);
  assert.equal((await closingOf(world, ticketId)).status, "in_progress", "not before its time");
  await fallDue(world, ticketId);
  await sweepNow(world);
  await untilClosed(world, ticketId);
  assert.deepEqual((await written(world, conversationId)).map((one) => one.origin), ["closing"]);
  await waitFor(
    "the message at the phone",
    () => customer.data.messages.some((one) => one.text?.startsWith("Até logo,")),
  );
  const [event] = await eventsOf(world, ticketId, "ticket_closed");
  assert.deepEqual([event?.actor_kind, event?.after.reason], ["system", "scheduled"]);
  const [row] = await world.db.sql`select closed_by, closing_at from tickets where id = ${ticketId}`;
  assert.deepEqual({ ...row }, { closed_by: world.admin.memberId, closing_at: null });
});

check("CLS-07 the job of the moment closes it without the sweep", async (world) => {
  const { ticketId } = await world.story();
  await world.admin.done("ticket.close", { ticketId, message: "", after: 60 });
  const [job] = await world.db.sql`
    select extract(epoch from start_after - created_on)::int as after from pgboss.job
    where name = 'close_due' and data->>'ticketId' = ${ticketId}`;
  assert.ok(job!.after > 3_500 && job!.after <= 3_600, String(job!.after));
  await fallDue(world, ticketId);
  await world.db.sql`
    update pgboss.job set start_after = clock_timestamp() where name = 'close_due' and data->>'ticketId' = ${ticketId}`;
  await untilClosed(world, ticketId);
});

check("CLS-07 ten nodes at once close it once", async (world) => {
  const { ticketId, conversationId } = await world.story();
  await world.admin.done("ticket.close", { ticketId, ...inAnHour });
  await fallDue(world, ticketId);
  await asNode(world, async (deps) => {
    await Promise.all(Array.from({ length: 10 }, () => closeDue(deps, world.workspaceId, ticketId)));
  });
  assert.equal((await eventsOf(world, ticketId, "ticket_closed")).length, 1);
  assert.equal((await written(world, conversationId)).length, 1);
});

check("CLS-07 CLS-08 a job that comes early, or for what was moved or cancelled, does nothing", async (world) => {
  const { ticketId } = await world.story();
  await world.admin.done("ticket.close", { ticketId, ...inAnHour });
  await asNode(world, async (deps) => {
    await closeDue(deps, world.workspaceId, ticketId);
    await fallDue(world, ticketId);
    await world.admin.done("ticket.close", { ticketId, message: "", after: 120 });
    await closeDue(deps, world.workspaceId, ticketId);
    await world.admin.done("ticket.cancel_closing", { ticketId });
    await closeDue(deps, world.workspaceId, ticketId);
  });
  assert.equal((await closingOf(world, ticketId)).status, "waiting");
});

check(
  "CLS-06 X-22 a contact's message cancels it; agent's, internal and duplicate ones never do (CLS-09)",
  async (world) => {
    const { ticketId, conversationId, customer } = await world.story();
    await world.admin.done("ticket.close", { ticketId, ...inAnHour });
    await world.admin.send(conversationId, "Mais uma coisa");
    await world.admin.done("message.internal", { conversationId, messageId: newId(), text: "nota" });
    assert.notEqual((await closingOf(world, ticketId)).closing_at, null);
    customer.sendText("Espera!");
    await waitFor("the cancelling", async () => (await closingOf(world, ticketId)).closing_at === null || undefined);
    const [event] = await eventsOf(world, ticketId, "closing_cancelled");
    assert.equal(event?.actor_kind, "contact");
    await sweepNow(world);
    assert.notEqual((await ticketOf(world, ticketId)).status, "closed");
  },
);

check("CLS-05 CLS-09 with “não cancelar” it stays, whoever writes", async (world) => {
  const { ticketId, conversationId, customer } = await world.story();
  await world.admin.done("ticket.close", { ticketId, ...inAnHour, onReply: "keep" });
  const heard = customer.sendText("Oi?");
  await untilHeard(world, heard.id);
  await world.admin.send(conversationId, "Oi");
  assert.notEqual((await closingOf(world, ticketId)).closing_at, null);
  await fallDue(world, ticketId);
  await sweepNow(world);
  await untilClosed(world, ticketId);
});

check("CLS-08 it is cancelled by hand, once; without one there is nothing to cancel", async (world) => {
  const { ticketId } = await world.story();
  await world.admin.refused("no_closing", "ticket.cancel_closing", { ticketId });
  await world.admin.done("ticket.close", { ticketId, ...inAnHour });
  await world.admin.done("ticket.cancel_closing", { ticketId });
  await world.admin.refused("no_closing", "ticket.cancel_closing", { ticketId });
  assert.equal((await closingOf(world, ticketId)).closing_at, null);
  const [event] = await eventsOf(world, ticketId, "closing_cancelled");
  assert.equal(event?.actor_id, world.admin.memberId);
});

check("CLS-07 what the contact writes after its time, while nobody ran, is a new ticket", async (world) => {
  const { ticketId, conversationId, customer } = await world.story();
  await world.admin.done("ticket.close", { ticketId, ...inAnHour });
  await fallDue(world, ticketId);
  customer.sendText("Cheguei tarde");
  const next = await waitFor("the new ticket", async () => {
    const [row] = await world.db.sql`select ticket_id from conversations where id = ${conversationId}`;
    return row!.ticket_id !== ticketId ? String(row!.ticket_id) : undefined;
  });
  assert.equal((await ticketOf(world, ticketId)).status, "closed");
  assert.equal((await ticketOf(world, next)).status, "waiting");
});

check("X-45 with the window closed the ticket closes all the same and the skip stands in the thread", async (world) => {
  const { ticketId, conversationId } = await world.story();
  await closeWindow(world, conversationId);
  const { data } = await world.admin.done("ticket.close", { ticketId, message: "Tchau" });
  assert.deepEqual(data, { messageSkipped: true });
  assert.deepEqual(await written(world, conversationId), []);
  const [event] = await eventsOf(world, ticketId, "closing_message_skipped");
  assert.deepEqual(event?.after, { reason: "window_closed", text: "Tchau" });
});

check(
  "X-48 CLS-01 closing keeps who and where it was last; a closing by hand ends the scheduled one",
  async (world) => {
    const { ticketId } = await world.story();
    await world.admin.done("ticket.take", { ticketId });
    await world.admin.done("ticket.close", { ticketId, ...inAnHour });
    await world.admin.done("ticket.close", { ticketId, message: "" });
    const { agent_id, last_agent_id } = await ticketOf(world, ticketId);
    assert.deepEqual([agent_id, last_agent_id], [null, world.admin.memberId]);
    assert.equal((await closingOf(world, ticketId)).closing_at, null);
  },
);

async function untilHeard(world: World, providerId: string): Promise<void> {
  await waitFor("the message", async () => {
    const [row] = await world.db.sql`select 1 from messages where provider_id = ${providerId}`;
    return row ? true : undefined;
  });
}

/** What another process of the same database would do. Its jobs go nowhere: the edge's own sweep finds what is queued. */
async function asNode(world: World, work: (deps: ClosingDeps) => Promise<void>): Promise<void> {
  const sql = openPool(world.config.databaseUrl);
  const nothing = async () => {};
  const jobs = { batch: () => ({ enqueue: nothing, committed() {} }), start: nothing, stop: nothing };
  try {
    await work({ sql, jobs, committed() {} });
  } finally {
    await sql.end();
  }
}
