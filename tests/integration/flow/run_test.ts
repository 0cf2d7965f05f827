import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { waitFor } from "../../support/waiting.ts";
import { closeWindow, eventsOf } from "../harness/facts.ts";
import { suite } from "../harness/suite.ts";
import type { World } from "../harness/world.ts";
import { publish, runOf, text, untilEnded, wait, waitIsOver, written } from "./a_flow.ts";

const check = suite();
const bodies = async (world: World, conversationId: string) =>
  (await written(world, conversationId)).map((one) => one.body);

/** The run stands before this step, everything before it is said. */
async function untilStep(world: World, ticketId: string, step: number): Promise<string> {
  return await waitFor(`step ${step}`, async () => {
    const run = await runOf(world, ticketId);
    return run?.next_step === step ? run.id : undefined;
  });
}

/** Jobs that come once more, as after a worker that died before it could say that it was done. */
async function repeatJobs(world: World, runId: string, step: number): Promise<void> {
  const data = { workspaceId: world.workspaceId, runId, step };
  const ids = Array.from({ length: 3 }, () => crypto.randomUUID());
  for (const id of ids) {
    await world.db.sql`insert into pgboss.job (id, name, data) values (${id}, 'run_flow', ${world.db.sql.json(data)})`;
  }
  await waitFor("the repeats to be done", async () => {
    const [row] = await world.db
      .sql`select count(*)::int as n from pgboss.job where id = any(${ids}) and state = 'completed'`;
    return row!.n === ids.length || undefined;
  });
}

check("a wait is a later job, not a held one; what comes after it goes after it (ASG-09, FLW-20)", async (world) => {
  const { ticketId, conversationId } = await world.story();
  const flowId = await publish(world, "Com espera", text("um"), wait(300), text("dois"), wait(600), text("três"));
  await world.admin.done("ticket.forward_to_flow", { ticketId, flowId });
  await untilStep(world, ticketId, 2);
  assert.deepEqual(await bodies(world, conversationId), ["um"]);
  const [job] = await world.db.sql`
    select extract(epoch from start_after - created_on)::int as after from pgboss.job where name = 'run_flow' and state = 'created'`;
  assert.equal(job!.after, 300);
  await waitIsOver(world);
  await untilStep(world, ticketId, 4);
  assert.deepEqual(await bodies(world, conversationId), ["um", "dois"]);
  await waitIsOver(world);
  await untilEnded(world, ticketId);
  assert.deepEqual(await bodies(world, conversationId), ["um", "dois", "três"]);
});

check("a job that comes again says nothing twice, during the run and after it (ASG-09)", async (world) => {
  const { ticketId, conversationId, customer } = await world.story();
  const flowId = await publish(world, "Repetido", text("a"), text("b"), wait(600), text("c"));
  await world.admin.done("ticket.forward_to_flow", { ticketId, flowId });
  const runId = await untilStep(world, ticketId, 3);
  await repeatJobs(world, runId, 0);
  assert.deepEqual(await bodies(world, conversationId), ["a", "b"]);
  const jobs = await world.db.sql`select 1 from pgboss.job where name = 'run_flow' and state = 'created'`;
  assert.equal(jobs.length, 1, "and waits once");
  await waitIsOver(world);
  await untilEnded(world, ticketId);
  await repeatJobs(world, runId, 0);
  await repeatJobs(world, runId, 3);
  await waitFor("all at the phone", () => customer.data.messages.filter((one) => one.from === "business").length === 3);
  assert.deepEqual(await bodies(world, conversationId), ["a", "b", "c"]);
});

check("the same action sent again, also ten times at once, fires the flow once (ASG-09)", async (world) => {
  const { ticketId, conversationId } = await world.story();
  const flowId = await publish(world, "Uma vez", text("só uma"));
  const action = {
    id: newId(),
    composedAt: new Date().toISOString(),
    type: "ticket.forward_to_flow",
    ticketId,
    flowId,
  };
  const results = await Promise.all(Array.from({ length: 10 }, () => world.admin.actAll([action])));
  for (const [result] of results) assert.deepEqual(result, { id: action.id, status: "done" });
  await untilEnded(world, ticketId);
  assert.deepEqual(await bodies(world, conversationId), ["só uma"]);
});

check("a flow changed or deleted while it runs goes on as it was fired (ASG-09)", async (world) => {
  const { ticketId, conversationId } = await world.story();
  const flowId = await publish(world, "Mudado", text("antes"), wait(600), text("como era"));
  await world.admin.done("ticket.forward_to_flow", { ticketId, flowId });
  await untilStep(world, ticketId, 2);
  await world.admin.done("flow.save", { flowId, name: "Mudado", colour: 1, active: false, steps: [text("outro")] });
  await world.admin.done("flow.delete", { flowId });
  await waitIsOver(world);
  await untilEnded(world, ticketId);
  assert.deepEqual(await bodies(world, conversationId), ["antes", "como era"]);
});

check("a window that closes while it waits stops the run and says so in the timeline (ASG-09)", async (world) => {
  const { ticketId, conversationId } = await world.story();
  const flowId = await publish(world, "Parado", text("a"), wait(600), text("b"));
  await world.admin.done("ticket.forward_to_flow", { ticketId, flowId });
  await untilStep(world, ticketId, 2);
  await closeWindow(world, conversationId);
  await waitIsOver(world);
  await untilEnded(world, ticketId);
  assert.deepEqual(await bodies(world, conversationId), ["a"]);
  const [event] = await eventsOf(world, ticketId, "flow_stopped");
  assert.deepEqual([event?.actor_kind, event?.after], ["system", { flowId, name: "Parado", reason: "window_closed" }]);
});

check("a run stops when somebody of the team answers meanwhile (X-17)", async (world) => {
  const { ticketId, conversationId } = await world.story();
  const flowId = await publish(world, "Assumido", text("a"), wait(600), text("b"));
  await world.admin.done("ticket.forward_to_flow", { ticketId, flowId });
  await untilStep(world, ticketId, 2);
  await world.admin.send(conversationId, "deixa comigo");
  await waitIsOver(world);
  await untilEnded(world, ticketId);
  assert.deepEqual(await bodies(world, conversationId), ["a", "deixa comigo"]);
  const [event] = await eventsOf(world, ticketId, "flow_stopped");
  assert.equal(event?.after.reason, "answered");
});

check("a run whose job was lost is found by the sweep and goes on (ASG-09)", async (world) => {
  const { ticketId, conversationId } = await world.story();
  const flowId = await publish(world, "Perdido", text("a"), wait(600), text("b"));
  await world.admin.done("ticket.forward_to_flow", { ticketId, flowId });
  await untilStep(world, ticketId, 2);
  await world.db.sql`delete from pgboss.job where name = 'run_flow' and state = 'created'`;
  await world.db
    .sql`update flow_runs set due_at = clock_timestamp() - interval '2 minutes' where ticket_id = ${ticketId}`;
  await world.db.sql`insert into pgboss.job (name, data) values ('sweep', '{}')`;
  await untilEnded(world, ticketId);
  assert.deepEqual(await bodies(world, conversationId), ["a", "b"]);
});
