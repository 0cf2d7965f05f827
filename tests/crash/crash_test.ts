import { Random } from "../support/random.ts";
import { checkAcknowledged, checkSettled, letTimePass, nothingChecked } from "./check/settled.ts";
import { figures, Kills } from "./figures.ts";
import { startLoad } from "./load/load.ts";
import { openKillablePostgres } from "./rig/killable_postgres.ts";
import { openStage } from "./rig/stage.ts";

const KILLS = Number(Deno.env.get("CRASH_KILLS") ?? 5);
const SEED = Number(Deno.env.get("SEED") ?? Math.floor(Math.random() * 1e9));

Deno.test({
  name:
    `nothing acknowledged is lost and nothing happens twice, whenever the server or its database is killed (SEED=${SEED} CRASH_KILLS=${KILLS})`,
  // Sockets, feeds and pools live as long as the story, and Deno's check looks between its steps.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    const random = new Random(SEED);
    const postgres = await openKillablePostgres();
    const stage = await openStage({ databaseServer: postgres.url }).catch(async (error) => {
      await postgres.stop();
      throw error;
    });
    const [server] = stage.servers;
    const load = startLoad(stage, SEED);
    const kills = new Kills(KILLS, random);
    const checked = nothingChecked();
    /** The moments differ from run to run: that is what they are for. Their lengths come from the seed. */
    const aMoment = (ms: number) => new Promise((resolve) => setTimeout(resolve, random.below(ms)));
    try {
      for (let kind = kills.next(); kind; kind = kills.next()) {
        load.back();
        for (const { customer } of stage.stories) if (random.chance(0.3)) customer.sendText(`oi ${kills.done}`);
        await load.progress();
        await aMoment(400);
        if (kind === "database" || kind === "both") await postgres.kill();
        if (kind !== "database") await server!.kill("SIGKILL");
        if (kind === "starting") {
          const starting = server!.restart().catch(() => {});
          await aMoment(3_000);
          await server!.kill("SIGKILL");
          await starting;
        }
        if (kind === "database" || kind === "both") {
          await aMoment(800);
          await postgres.start();
        }
        await checkAcknowledged(stage, load, checked);
        if (kind === "database") continue;
        await letTimePass(stage);
        await server!.restart();
      }
      await load.progress();
      await load.finish();
      await checkSettled(stage, load);
      console.log(await figures(SEED, kills, stage, load));
    } catch (error) {
      console.error(
        `SEED=${SEED}, after ${kills.done} kills (${kills.last}). The server said:\n${server!.logs().slice(-4_000)}`,
      );
      throw error;
    } finally {
      stage.door.isClosed = true;
      load.mirrors.forEach((mirror) => mirror.close());
      await Promise.all(load.writers.map((writer) => writer.provider.close()));
      await stage.close();
      await postgres.stop();
    }
  },
});
