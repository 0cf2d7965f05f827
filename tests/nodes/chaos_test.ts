import { checkAcknowledged, checkSettled, nothingChecked } from "../crash/check/settled.ts";
import { startLoad } from "../crash/load/load.ts";
import { Random } from "../support/random.ts";
import { openCluster } from "./cluster.ts";

const ROUNDS = Number(Deno.env.get("CHAOS_ROUNDS") ?? 6);
const SEED = Number(Deno.env.get("SEED") ?? Math.floor(Math.random() * 1e9));
const PROCESSES = 3;

Deno.test({
  name:
    `three processes under load, killed and brought back one by one, and NATS with them: nothing is lost, nothing happens twice (SEED=${SEED} CHAOS_ROUNDS=${ROUNDS})`,
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    const random = new Random(SEED);
    const cluster = await openCluster(PROCESSES);
    const { stage, nats } = cluster;
    const load = startLoad(stage, SEED);
    const checked = nothingChecked();
    const aMoment = () => new Promise((resolve) => setTimeout(resolve, random.below(500)));
    const counts = { processes: 0, nats: 0 };
    try {
      for (let round = 0; round < ROUNDS; round++) {
        load.back();
        await load.progress();
        await aMoment();
        const victim = random.pick(stage.servers);
        // Each kind comes in the first three rounds, then as it falls.
        const what = round < 3 ? round : random.below(3);
        const killsNats = what !== 0;
        if (killsNats) await nats!.stop();
        if (what !== 1) await victim.kill("SIGKILL");
        counts.processes += what !== 1 ? 1 : 0;
        counts.nats += killsNats ? 1 : 0;
        // The others go on, with or without the bus.
        await load.progress();
        await checkAcknowledged(stage, load, checked);
        if (killsNats) await nats!.restart();
        if (what !== 1) await victim.restart();
      }
      await load.progress();
      await load.finish();
      await checkSettled(stage, load);
      console.log(`SEED=${SEED}: ${counts.processes} processes and NATS ${counts.nats} times killed; lost 0, twice 0`);
    } catch (error) {
      console.error(`SEED=${SEED}\n${stage.servers.map((server) => server.logs().slice(-2_000)).join("\n---\n")}`);
      throw error;
    } finally {
      stage.door.isClosed = true;
      load.mirrors.forEach((mirror) => mirror.close());
      await Promise.all(load.writers.map((writer) => writer.provider.close()));
      await cluster.close();
    }
  },
});
