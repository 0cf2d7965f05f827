import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import type { Client } from "../harness/client.ts";
import { difference, settled, visibleTo } from "../harness/sight.ts";
import { suite } from "../harness/suite.ts";
import type { Story } from "../harness/world.ts";

const check = suite();
const SEEDS = Deno.env.get("SEED") ? [Number(Deno.env.get("SEED"))] : [1, 20261121];
const STEPS = 60;

/** Mulberry32: the same seed, the same story. */
function random(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

for (const seed of SEEDS) {
  check(
    `[F10] seed ${seed}: whatever members do and however often lines break, every mirror ends as exactly what its member may see`,
    async (world) => {
      const next = random(seed);
      const one = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)]!;
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
      const act = async (): Promise<unknown> => {
        const { ticketId, conversationId, customer } = one(stories);
        const client = one([...clients, world.admin]);
        switch (Math.floor(next() * 11)) {
          case 0:
            return await client.act("ticket.take", { ticketId });
          case 1:
            return await client.act("ticket.transfer", {
              ticketId,
              agentId: one(clients).memberId,
              departmentId: null,
            });
          case 2:
            return await client.act("ticket.transfer", { ticketId, agentId: null, departmentId: one(departments) });
          case 3:
            return await world.admin.act("ticket.transfer", {
              ticketId,
              agentId: one(clients).memberId,
              departmentId: one(departments),
            });
          case 4:
            return await client.act("ticket.return", { ticketId });
          case 5:
            return await client.act("message.internal", { conversationId, messageId: newId(), text: "nota" });
          case 6:
            return await client.act("message.send", {
              conversationId,
              messageId: newId(),
              text: "oi",
              seen: null,
              anyway: true,
            });
          case 7:
            return customer.sendText("mais");
          case 8:
            return await world.admin.act(
              next() < 0.5 ? "ticket.close" : "ticket.reopen",
              { ticketId, message: "", assume: false } as never,
            );
          case 9: {
            const who = one(clients.slice(0, 3));
            const departmentIds = departments.filter(() => next() < 0.5);
            const roleId = next() < 0.2 ? world.roles.supervisor : world.roles.agent;
            return await world.admin.act("member.update", {
              memberId: who.memberId,
              name: who.name,
              roleId,
              departmentIds,
            });
          }
          default: {
            const who = one(clients);
            if (away.delete(who)) who.mirror.reconnect();
            else {
              away.add(who);
              who.mirror.disconnect();
            }
          }
        }
      };
      // Two at a time, so that they also meet.
      for (let step = 0; step < STEPS; step++) await Promise.all([act(), act()]);
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
