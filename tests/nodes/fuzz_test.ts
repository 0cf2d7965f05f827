import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { shape, storedDoc } from "../crash/check/documents.ts";
import { letTimePass } from "../crash/check/settled.ts";
import { readTicketDoc, setTicketField } from "@sync/doc/ticket_doc.ts";
import type { Provider } from "@sync/client/provider.ts";
import { step } from "../integration/feed/story.ts";
import type { Client } from "../integration/harness/client.ts";
import { Mirror } from "../integration/harness/mirror.ts";
import { difference, IN_WINDOW, settled, visibleTo } from "../integration/harness/sight.ts";
import { Random } from "../support/random.ts";
import { waitFor } from "../support/waiting.ts";
import { takeUpAbandonedJobs } from "./abandoned_jobs.ts";
import { type Cluster, openCluster } from "./cluster.ts";
import { invited } from "./conformance/invited.ts";

const MORE = Array.from({ length: Number(Deno.env.get("FEED_SEEDS") ?? 0) }, (_, n) => 2_000 + n);
const SEEDS = Deno.env.get("SEED") ? [Number(Deno.env.get("SEED"))] : [1, ...MORE];
const STEPS = 60;
const LONG = 60_000;

for (const seed of SEEDS) {
  Deno.test({
    name:
      `[F10] [R12] seed ${seed}: through restarts and a bus that loses messages, every mirror ends as what its member may see and every document as what was written`,
    sanitizeOps: false,
    sanitizeResources: false,
    fn: async () => {
      const cluster = await openCluster(2);
      try {
        await tell(cluster, new Random(seed));
      } finally {
        await cluster.close();
      }
    },
  });
}

async function tell(cluster: Cluster, random: Random): Promise<void> {
  const { world, stories, departments } = cluster.stage;
  const { admin, members, mirrors } = await cast(cluster, random);
  const writers = await Promise.all([0, 1].map((n) => cluster.write(n, admin, stories[0]!.ticketId)));
  const written = new Map<string, string>();
  const away = new Set<Mirror>();
  /** Through whichever process; one that is down answers nothing, and what came of it is read at the end. */
  const anywhere = (member: Client) => Object.assign(cluster.at(random.below(2), member), { name: member.name });
  const act = async (): Promise<unknown> => {
    const what = random.next();
    if (what < 0.1) return breakLine(random.pick(mirrors), away);
    if (what < 0.2) return cluster.cutBus();
    if (what < 0.4) return write(writers, written, random);
    const clients = members.map(anywhere);
    return await step({ world, admin: anywhere(admin), clients, stories, departments }, random).catch(() => {});
  };
  let restarting: Promise<void> = Promise.resolve();
  for (let done = 0; done < STEPS; done++) {
    if (done % 20 === 10) {
      await restarting;
      const server = random.pick(cluster.stage.servers);
      restarting = server.kill(random.chance(0.5) ? "SIGKILL" : "SIGTERM").then(() => server.restart());
    }
    await Promise.all([act(), act()]);
  }
  await restarting;
  for (const mirror of away) mirror.reconnect();
  await waitFor("edits to be saved", () => {
    for (const writer of writers) writer.reconnect();
    return writers.every(({ state }) => state.type === "live" && state.unsaved === 0) || undefined;
  }, LONG);
  await letTimePass(cluster.stage);
  await takeUpAbandonedJobs(world);
  await world.db.sql`insert into pgboss.job (name, data) values ('sweep', '{}')`;
  await settled(world, LONG);
  await compare(cluster, writers, written);
  for (const [n, member] of members.entries()) await mirrored(cluster, member, mirrors[n]!);
  mirrors.forEach((mirror) => mirror.close());
}

async function cast(cluster: Cluster, random: Random) {
  const { world } = cluster.stage;
  const members: Client[] = [];
  for (const name of ["Zeca", "Uma", "Dani"]) members.push(await invited(cluster, name, "agent"));
  members.push(await invited(cluster, "Tres", "supervisor"));
  const mirrors = members.map((member) => new Mirror(() => cluster.url(random.below(2)), () => member.cookie));
  await Promise.all(mirrors.map((mirror) => mirror.level()));
  return { admin: world.admin, members, mirrors };
}

function breakLine(mirror: Mirror, away: Set<Mirror>): void {
  if (away.delete(mirror)) return mirror.reconnect();
  away.add(mirror);
  mirror.disconnect();
}

/** Each writer has keys of its own, so that what must be there in the end is known without asking. */
function write(writers: Provider[], written: Map<string, string>, random: Random): void {
  const n = random.below(writers.length);
  const [key, value] = [`w${n}k${random.below(6)}`, newId()];
  setTicketField(writers[n]!.doc, key, value);
  written.set(key, value);
}

async function compare(cluster: Cluster, writers: Provider[], written: Map<string, string>): Promise<void> {
  const { sql } = cluster.stage.world.db;
  const stored = await storedDoc(sql, cluster.stage.stories[0]!.ticketId);
  assert.deepEqual(readTicketDoc(stored).fields, Object.fromEntries([...written].sort()));
  for (const { doc } of writers) await waitFor("one content", () => shape(doc) === shape(stored) || undefined, LONG);
}

async function mirrored(cluster: Cluster, member: Client, mirror: Mirror): Promise<void> {
  const me = await cluster.at(0, member).signedIn();
  const wrong = async () =>
    difference({ mirror, name: me.name }, await visibleTo(cluster.stage.world, me), [...IN_WINDOW, "messages"]);
  await waitFor(`${me.name}'s mirror`, async () => await wrong() === undefined || undefined, LONG)
    .catch(async () => assert.fail(`${me.name}: ${await wrong()}`));
}
