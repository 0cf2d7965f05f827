import assert from "node:assert/strict";
import { waitFor } from "../../support/waiting.ts";
import { suite } from "../harness/suite.ts";
import type { World } from "../harness/world.ts";
import { later, scheduledIn, sweepNow, timeComes, untilDone } from "./a_schedule.ts";

const check = suite();

/** Jobs as other nodes' sweeps give them, or as a worker that died before it could say that it was done. */
async function jobsTooMany(world: World, scheduleId: string, many: number): Promise<void> {
  const data = world.db.sql.json({ workspaceId: world.workspaceId, scheduleId });
  const ids = Array.from({ length: many }, () => crypto.randomUUID());
  await Promise.all(
    ids.map((id) => world.db.sql`insert into pgboss.job (id, name, data) values (${id}, 'run_scheduled', ${data})`),
  );
  await waitFor("the jobs to be done", async () => {
    const [row] = await world.db.sql`
      select count(*)::int as n from pgboss.job where id = any(${ids}) and state = 'completed'`;
    return row!.n === many || undefined;
  }, 30_000);
}

async function sentTo(world: World, conversationId: string): Promise<string[]> {
  const rows = await world.db.sql<{ body: string }[]>`
    select body from messages where conversation_id = ${conversationId} and direction = 'out' order by created_at`;
  return rows.map((row) => row.body);
}

check("however many jobs come, at once or later, it leaves once (SCH-04)", async (world) => {
  const { conversationId } = await world.story();
  const one = later(conversationId);
  await world.admin.done("schedule.save", one);
  await world.db.sql`
    update scheduled_messages set due_at = clock_timestamp() - interval '1 second' where id = ${one.scheduleId}`;
  await jobsTooMany(world, one.scheduleId, 8);
  assert.equal((await untilDone(world, one.scheduleId)).status, "sent");
  await jobsTooMany(world, one.scheduleId, 3);
  assert.deepEqual(await sentTo(world, conversationId), ["Lembrete"]);
});

check("a job that comes before the time, or for a cancelled one, does nothing (SCH-04, SCH-11)", async (world) => {
  const { conversationId } = await world.story();
  const [early, gone] = [later(conversationId), later(conversationId)];
  await world.admin.done("schedule.save", early);
  await world.admin.done("schedule.save", gone);
  await world.admin.done("schedule.cancel", gone);
  await world.db.sql`
    update scheduled_messages set due_at = clock_timestamp() - interval '1 second' where id = ${gone.scheduleId}`;
  await jobsTooMany(world, early.scheduleId, 2);
  await jobsTooMany(world, gone.scheduleId, 2);
  assert.deepEqual(await sentTo(world, conversationId), []);
  assert.deepEqual((await scheduledIn(world, conversationId)).map((row) => row.status).sort(), [
    "cancelled",
    "scheduled",
  ]);
});

check("what came due while nobody ran leaves with the next sweep, once (SCH-04)", async (world) => {
  const { conversationId } = await world.story();
  const one = later(conversationId);
  await world.admin.done("schedule.save", one);
  await world.db.sql`
    update scheduled_messages set due_at = clock_timestamp() - interval '2 days' where id = ${one.scheduleId}`;
  await Promise.all([sweepNow(world), sweepNow(world)]);
  await untilDone(world, one.scheduleId);
  await sweepNow(world);
  await jobsTooMany(world, one.scheduleId, 1);
  assert.deepEqual(await sentTo(world, conversationId), ["Lembrete"]);
});

check(
  "a repeating one stands again for its next time, also when it failed; cancelling ends it (SCH-04, SCH-11)",
  async (world) => {
    const { conversationId, contactId } = await world.story();
    // Calendars have no seconds.
    const dueAt = new Date(Math.ceil(Date.now() / 60_000 + 60) * 60_000).toISOString();
    const one = { ...later(conversationId), dueAt, repeat: "week" as const };
    await world.admin.done("schedule.save", one);
    await timeComes(world, one.scheduleId);
    await untilDone(world, one.scheduleId);
    const [, second] = await scheduledIn(world, conversationId);
    assert.deepEqual([second!.status, Date.parse(second!.due_at) - Date.parse(one.dueAt)], [
      "scheduled",
      7 * 86_400_000,
    ]);
    await world.db.sql`update contacts set blocked_at = clock_timestamp() where id = ${contactId}`;
    // Longer than a blocked contact is waited for (BLK-05).
    await timeComes(world, second!.id, 31);
    await untilDone(world, second!.id);
    const third = (await scheduledIn(world, conversationId)).find((row) => row.status === "scheduled");
    assert.equal(third!.due_at, new Date(Date.parse(one.dueAt) + 7 * 86_400_000).toISOString());
    await world.admin.done("schedule.cancel", { scheduleId: third!.id, conversationId });
    await timeComes(world, third!.id);
    await jobsTooMany(world, third!.id, 1);
    const states = (await scheduledIn(world, conversationId)).map((row) => row.status).sort();
    assert.deepEqual(states, ["cancelled", "failed", "sent"]);
    assert.deepEqual(await sentTo(world, conversationId), ["Lembrete"]);
  },
);
