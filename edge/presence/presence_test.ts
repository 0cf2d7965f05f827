import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import type { LiveEvent } from "@domain/feed.ts";
import type { Actor } from "@domain/policy.ts";
import { localBus } from "../bus/local.ts";
import { Online } from "./online.ts";
import { type InTicket, Whereabouts } from "./whereabouts.ts";
import { startPresence } from "./presence.ts";

const [workspaceId, other] = [newId(), newId()];
const place = { agent_id: null, department_id: null };

/** The local bus delivers in the next turn. */
const heardByAll = () => new Promise((resolve) => setTimeout(resolve));

function whereabouts() {
  const told: InTicket[] = [];
  const where = new Whereabouts((_workspaceId, _at, event) => told.push(event));
  const hear = (clientId: string, memberId: string, ticketId: string | null, now = 0, state = "viewing" as const) =>
    where.hear({ workspaceId, memberId, clientId, ticketId, at: ticketId ? place : null, state }, now);
  const last = (ticketId: string) => told.findLast((event) => event.ticketId === ticketId)?.members.map(({ id }) => id);
  return { where, told, hear, last };
}

Deno.test("[F9] a tab is in one ticket: going to another one leaves the first, closing leaves the last", () => {
  const { hear, told, last } = whereabouts();
  hear("tab", "ana", "t1");
  hear("tab2", "bia", "t1");
  hear("tab", "ana", "t2");
  assert.deepEqual([last("t1"), last("t2")], [["bia"], ["ana"]]);
  const before = told.length;
  hear("tab", "ana", "t2");
  assert.equal(told.length, before, "what is so already was told again");
  hear("tab", "ana", null);
  assert.deepEqual(last("t2"), []);
});

Deno.test("[F9] a tab of which nothing is heard is forgotten, one that repeats itself is not", () => {
  const { where, hear, last } = whereabouts();
  hear("silent", "ana", "t1", 0);
  hear("alive", "bia", "t1", 0);
  hear("alive", "bia", "t1", 30_000);
  where.forget(50_000);
  assert.deepEqual(last("t1"), ["bia"]);
  assert.deepEqual([...where.in(workspaceId)].map(({ event }) => event.members.length), [1]);
  where.forget(80_000);
  assert.deepEqual([...where.in(workspaceId)], []);
});

Deno.test("[F9] who is on two nodes came once and goes once; a silent node's members go with it", () => {
  const online = new Online();
  assert.deepEqual(online.one("n1", workspaceId, "ana", true, 0), { came: ["ana"], went: [] });
  assert.deepEqual(online.all("n2", workspaceId, ["ana", "bia"], 0), { came: ["bia"], went: [] });
  assert.deepEqual(online.one("n1", workspaceId, "ana", false, 0), { came: [], went: [] });
  assert.deepEqual(online.all("n2", workspaceId, ["ana", "bia"], 40_000), { came: [], went: [] });
  assert.deepEqual(online.in(workspaceId), ["ana", "bia"]);
  assert.deepEqual([...online.forget(50_000)], [[workspaceId, []]]);
  assert.deepEqual([...online.forget(90_000)], [[workspaceId, ["ana", "bia"]]]);
  assert.deepEqual(online.in(workspaceId), []);
});

Deno.test("[F9] a feed is told who is online and then who comes and goes in its workspace, not what stays so", async () => {
  const presence = await startPresence(localBus(), "n1");
  const heard: LiveEvent[] = [];
  const ids = new Map(["ana", "bia", "caio", "dora"].map((name) => [name, newId()]));
  const id = (name: string) => ids.get(name)!;
  const actor = (name: string) => ({ id: id(name) }) as Actor;
  const listen = (name: string, workspace = workspaceId, send: (event: LiveEvent) => void = () => {}) =>
    presence.listen({ workspaceId: workspace, actor: actor(name), send });
  try {
    listen("ana");
    await heardByAll();
    listen("bia", workspaceId, (event) => heard.push(event));
    const [first, second] = [listen("caio"), listen("caio")];
    listen("dora", other);
    first();
    second();
    await heardByAll();
    assert.deepEqual(heard, [
      { type: "online", memberIds: [id("ana")] },
      { type: "online_changed", came: [id("bia")], went: [] },
      { type: "online_changed", came: [id("caio")], went: [] },
      { type: "online_changed", came: [], went: [id("caio")] },
    ]);
  } finally {
    presence.stop();
  }
});
