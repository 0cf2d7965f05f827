import assert from "node:assert/strict";
import { Random } from "../../support/random.ts";
import type { Client } from "../harness/client.ts";
import { difference, settled, visibleTo } from "../harness/sight.ts";
import { suite } from "../harness/suite.ts";
import type { Story } from "../harness/world.ts";
import { step } from "./story.ts";

const check = suite();
/** FEED_SEEDS: so many more than the two that are always run. */
const MORE = Array.from({ length: Number(Deno.env.get("FEED_SEEDS") ?? 0) }, (_, n) => 1_000 + n);
const SEEDS = Deno.env.get("SEED") ? [Number(Deno.env.get("SEED"))] : [1, 20261121, ...MORE];
const STEPS = 60;

for (const seed of SEEDS) {
  check(
    `[F10] seed ${seed}: whatever members do and however often lines break, every mirror ends as exactly what its member may see`,
    async (world) => {
      const random = new Random(seed);
      const departments = [await world.department(`A${seed}`), await world.department(`B${seed}`)];
      const clients = [
        await world.member(`Zero ${seed}`, "agent", [departments[0]!]),
        await world.member(`Um ${seed}`, "agent", [departments[1]!]),
        await world.member(`Dois ${seed}`, "agent"),
        await world.member(`Tres ${seed}`, "supervisor"),
      ];
      const stories: Story[] = [];
      for (let n = 0; n < 6; n++) stories.push(await world.story(`s${n}`));
      await Promise.all(clients.map((client) => client.follow()));
      const away = new Set<Client>();
      const breakLine = (who: Client): void => {
        if (away.delete(who)) return who.mirror.reconnect();
        away.add(who);
        who.mirror.disconnect();
      };
      const act = () =>
        random.chance(0.1)
          ? Promise.resolve(breakLine(random.pick(clients)))
          : step({ world, admin: world.admin, clients, stories, departments }, random);
      // Two at a time, so that they also meet.
      for (let done = 0; done < STEPS; done++) await Promise.all([act(), act()]);
      for (const client of away) client.mirror.reconnect();
      await settled(world);
      for (const client of clients) {
        await client.signedIn();
        const expected = await visibleTo(world, client);
        await client.mirror.until(
          `seed ${seed}: ${client.name} level`,
          () => difference(client, expected) === undefined,
        )
          .catch(() => assert.fail(`seed ${seed}, ${client.name}: ${difference(client, expected)}`));
      }
      clients.forEach((client) => client.close());
    },
  );
}
