import assert from "node:assert/strict";
import { checkAcknowledged, checkSettled, nothingChecked } from "../crash/check/settled.ts";
import { startLoad } from "../crash/load/load.ts";
import { openCluster } from "./cluster.ts";

/** What a deployment may take to let go of everybody, on a machine that does nothing else. */
const DRAINED_MS = 5_000;

for (const processes of [1, 2]) {
  Deno.test({
    name:
      `a new version comes to ${processes} process(es) under load: drained within 5 s, exit code 0, nothing is lost`,
    sanitizeOps: false,
    sanitizeResources: false,
    fn: async () => {
      const cluster = await openCluster(processes);
      const { stage } = cluster;
      const load = startLoad(stage, 1);
      const checked = nothingChecked();
      try {
        for (const server of stage.servers) {
          load.back();
          await load.progress();
          const asked = performance.now();
          assert.equal(await server.kill("SIGTERM"), 0, server.logs());
          const took = performance.now() - asked;
          assert.ok(took < DRAINED_MS, `it took ${Math.round(took)} ms to let go`);
          await checkAcknowledged(stage, load, checked);
          await server.restart();
        }
        load.back();
        await load.progress();
        await load.finish();
        await checkSettled(stage, load);
      } finally {
        stage.door.isClosed = true;
        load.mirrors.forEach((mirror) => mirror.close());
        await Promise.all(load.writers.map((writer) => writer.provider.close()));
        await cluster.close();
      }
    },
  });
}
