import assert from "node:assert/strict";
import { difference, IN_WINDOW, visibleTo } from "../../integration/harness/sight.ts";
import { waitFor } from "../../support/waiting.ts";
import type { Load } from "../load/load.ts";
import type { Stage } from "../rig/stage.ts";
import { lostEdits, shape, storedDoc, wrongRows } from "./documents.ts";
import { lostActions, lostWebhooks, sentTwice, wrongDeliveries, wrongEvents, wrongMessages } from "./facts.ts";

const LONG = 120_000;

/** How far the checks after a kill have come: each acknowledged thing is looked up once there, and all at the end. */
export type Checked = { actions: number[]; webhooks: number[] };
export const nothingChecked = (): Checked => ({ actions: [], webhooks: [] });

/** Everything acknowledged so far is there, whoever lives. */
export async function checkAcknowledged({ world }: Stage, load: Load, checked: Checked): Promise<void> {
  const { sql } = world.db;
  const actions = load.actors.flatMap(({ answered }, n) => since(checked.actions, n, answered));
  const webhooks = load.senders.flatMap(({ answered }, n) => since(checked.webhooks, n, answered));
  assert.deepEqual([
    ...await lostEdits(sql, load.writers),
    ...await lostActions(sql, actions),
    ...await lostWebhooks(sql, webhooks),
    ...sentTwice(world),
  ], []);
}

/**
 * A request that was out when its server or database died will never be answered, and two minutes decide that nobody
 * knows: here they have passed. Only while no server is up, or when everything else is done.
 */
export async function letTimePass({ world }: Stage): Promise<void> {
  const { sql } = world.db;
  await sql`update messages set attempted_at = attempted_at - interval '3 minutes' where status = 'sending'`;
  await sql`update deliveries set until = clock_timestamp() - interval '1 second'`;
}

/** All work done and settled: each thing there once, all copies equal, nothing sent twice. Servers are up. */
export async function checkSettled(stage: Stage, load: Load): Promise<void> {
  const { world } = stage;
  const { sql } = world.db;
  await waitFor("all edits to be saved", () => {
    for (const { provider, isSaved } of load.writers) if (!isSaved) provider.reconnect();
    return load.writers.every((writer) => writer.isSaved) || undefined;
  }, LONG);
  await world.meta.idle();
  await untilQuiet(stage);
  await world.meta.idle();
  for (const writer of load.writers) {
    const stored = shape(await storedDoc(sql, writer.ticketId));
    await waitFor(`${writer.name} to converge`, () => shape(writer.provider.doc) === stored || undefined, LONG);
    await writer.provider.close();
    assert.equal(writer.store.pending.size, 0, `${writer.name} has edits on disk that were saved`);
  }
  const actions = load.actors.flatMap((actor) => actor.answered);
  const webhooks = load.senders.flatMap((sender) => sender.answered);
  assert.deepEqual([
    ...await lostEdits(sql, load.writers),
    ...await wrongRows(sql, load.writers),
    ...await lostActions(sql, actions),
    ...await wrongEvents(sql, actions),
    ...await wrongMessages(world, webhooks),
    ...await wrongDeliveries(world),
  ], []);
  await checkMirrors(stage, load);
}

/** Every feed that lived through it shows exactly what its member may see. */
async function checkMirrors({ world, members }: Stage, load: Load): Promise<void> {
  for (const [n, member] of members.entries()) {
    const mirror = load.mirrors[n]!;
    const wrong = async () =>
      difference({ mirror, name: member.name }, await visibleTo(world, member), [...IN_WINDOW, "messages"]);
    await waitFor(`${member.name}'s feed`, async () => await wrong() === undefined || undefined, LONG)
      .catch(async () => assert.fail(`${member.name}: ${await wrong()}`));
    mirror.close();
  }
}

/** Hundreds of kills leave a long queue: as long as it gets shorter, it may take its time. */
async function untilQuiet(stage: Stage): Promise<void> {
  const { sql } = stage.world.db;
  let least = Infinity;
  let since = performance.now();
  let hurriedAt = -Infinity;
  await waitFor("every message's fate", async () => {
    const [row] = await sql`select
      (select count(*)::int from messages where status = 'queued') as queued,
      (select count(*)::int from messages where status = 'sending') as sending,
      (select count(*)::int from inbound_journal where processed_at is null and attempts < 10) as webhooks`;
    const { queued, sending, webhooks } = row!;
    const left = queued + sending + webhooks;
    if (left === 0) return true;
    const now = performance.now();
    if (left < least) [least, since] = [left, now];
    if (now - since > LONG) assert.fail(`still ${queued} queued, ${sending} sending, ${webhooks} webhooks`);
    // Nothing moves: what hangs waits for the clock, and the queues behind it for the minute's sweep.
    if (now - since > STILL_MS && now - hurriedAt > STILL_MS) {
      hurriedAt = now;
      await letTimePass(stage);
      await sql`insert into pgboss.job (name, data) select 'sweep', '{}'
        where not exists (select from pgboss.job where name = 'sweep' and state < 'active')`;
    }
    return undefined;
  }, 3_600_000);
}
const STILL_MS = 1_500;

function since<T>(marks: number[], n: number, list: readonly T[]): T[] {
  const from = marks[n] ?? 0;
  marks[n] = list.length;
  return list.slice(from);
}
