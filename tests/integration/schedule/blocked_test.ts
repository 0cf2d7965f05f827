import assert from "node:assert/strict";
import { waitFor } from "../../support/waiting.ts";
import { suite } from "../harness/suite.ts";
import type { World } from "../harness/world.ts";
import { later, scheduledIn, timeComes, untilDone } from "./a_schedule.ts";

const check = suite();

/** Until the jobs that sweeps gave have looked at it, and no sweep is under way that would give another. */
async function lookedAt(world: World, scheduleId: string): Promise<void> {
  await waitFor("the jobs", async () => {
    const [row] = await world.db.sql<{ done: number; left: number }[]>`
      select count(*) filter (where state = 'completed' and data->>'scheduleId' = ${scheduleId})::int as done,
        count(*) filter (where state in ('created', 'retry', 'active'))::int as left
      from pgboss.job where name in ('run_scheduled', 'sweep')`;
    return (row!.done > 0 && row!.left === 0) || undefined;
  });
}

check(
  "what falls due while its contact is blocked waits 30 minutes: unblocked by then it goes at once, later never (BLK-05)",
  async (world) => {
    const { conversationId, contactId } = await world.story();
    const [soon, late] = [later(conversationId), later(conversationId)];
    for (const one of [soon, late]) await world.admin.done("schedule.save", one);
    await world.admin.done("contact.block", { contactId });
    await timeComes(world, soon.scheduleId, 29);
    await timeComes(world, late.scheduleId, 31);
    assert.deepEqual((await untilDone(world, late.scheduleId)).reason, "contact_blocked");
    await lookedAt(world, soon.scheduleId);
    const waiting = (await scheduledIn(world, conversationId)).find((row) => row.id === soon.scheduleId);
    assert.deepEqual([waiting?.status, waiting?.message_id], ["scheduled", null]);
    await world.admin.done("contact.unblock", { contactId });
    assert.equal((await untilDone(world, soon.scheduleId)).status, "sent");
    assert.equal((await untilDone(world, late.scheduleId)).status, "failed");
  },
);

check("nothing new is scheduled for a blocked contact (BLK-06)", async (world) => {
  const { conversationId, contactId } = await world.story();
  const one = later(conversationId);
  await world.admin.done("schedule.save", one);
  await world.admin.done("contact.block", { contactId });
  await world.admin.refused("contact_blocked", "schedule.save", later(conversationId));
  await world.admin.refused("contact_blocked", "schedule.save", { ...one, text: "Outro" });
});
