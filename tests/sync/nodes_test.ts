import assert from "node:assert/strict";
import * as Y from "yjs";
import { newId } from "@domain/ids.ts";
import type { Bus } from "@edge/bus/bus.ts";
import { natsBus } from "@edge/bus/nats.ts";
import { readTicketDoc, setTicketField } from "@sync/doc/ticket_doc.ts";
import type { Limits } from "@sync/server/limits.ts";
import { startNats } from "../support/nats.ts";
import { testDatabase } from "../support/postgres.ts";
import { startNode, type TestNode } from "./rig/node.ts";
import { Peer } from "./rig/peer.ts";
import { makeTicket } from "./rig/ticket.ts";

const contents = (doc: Y.Doc) => JSON.stringify(readTicketDoc(doc));

/** Several nodes, one nats-server, one database. `lossy` may swallow what a node publishes. */
async function withNodes(
  count: number,
  run: (
    nodes: TestNode[],
    join: (node: TestNode) => Promise<Peer>,
    sql: Awaited<ReturnType<typeof testDatabase>>["sql"],
  ) => Promise<void>,
  options: { limits?: Partial<Limits>; lossy?: () => boolean } = {},
): Promise<void> {
  await using nats = await startNats();
  const database = await testDatabase();
  const nodes: TestNode[] = [];
  const buses: Bus[] = [];
  const peers: Peer[] = [];
  try {
    for (let i = 0; i < count; i++) {
      const real = await natsBus(nats.url);
      buses.push(real);
      const publish: Bus["publish"] = (subject, data) => options.lossy?.() || real.publish(subject, data);
      const bus = { ...real, publish };
      nodes.push(await startNode(database.sql, { bus, ...options.limits ? { limits: options.limits } : {} }));
    }
    const { ticketId, workspaceId } = await makeTicket(database.sql);
    await run(nodes, (node) => {
      const peer = new Peer(`${node.url}/${ticketId}`, { as: newId(), ws: workspaceId });
      peers.push(peer);
      return peer.ready();
    }, database.sql);
    for (const peer of peers) await peer.close();
  } finally {
    for (const node of nodes) await node.stop();
    for (const bus of buses) await bus.close();
    await database.drop();
  }
}

Deno.test("[R7] three nodes that write at once hold one document, and the rows are its", async () => {
  await withNodes(3, async (nodes, join, sql) => {
    const peers = await Promise.all(nodes.map(join));
    for (let round = 0; round < 20; round++) {
      peers.forEach((peer, i) => setTicketField(peer.doc, `k${(round + i) % 7}`, `${i}.${round}`));
      await peers[round % 3]!.allSaved();
    }
    for (const peer of peers) await peer.allSaved();
    for (const peer of peers) await peer.until("one document", () => contents(peer.doc) === contents(peers[0]!.doc));
    const [row] =
      await sql`select fields, (select head::int from docs) as head, (select count(*)::int from doc_updates) as n from tickets`;
    assert.deepEqual(row!.fields, readTicketDoc(peers[0]!.doc).fields);
    // What came together is one update of the log.
    assert.equal(row!.head, row!.n);
    assert.ok(row!.n > 3 && row!.n <= 60, `${row!.n} updates`);
  });
});

Deno.test("[R7] what the bus lost is found in the store, by the next message or by a look at the heads", async () => {
  let losing = false;
  await withNodes(2, async (nodes, join) => {
    const [here, there] = [await join(nodes[0]!), await join(nodes[1]!)];
    await Promise.all([here.allSaved(), there.allSaved()]);
    losing = true;
    setTicketField(here.doc, "stage", "perdida");
    await here.allSaved();
    losing = false;
    setTicketField(here.doc, "cor", "azul");
    await there.until("both", () => contents(there.doc) === contents(here.doc));
    losing = true;
    setTicketField(here.doc, "stage", "de novo");
    await there.until("the lost one", () => readTicketDoc(there.doc).stage === "de novo");
  }, { lossy: () => losing, limits: { headsMs: 100 } });
});

Deno.test("[R7] presence crosses nodes, also to one who comes later, and ends with the connection", async () => {
  await withNodes(2, async (nodes, join) => {
    const here = await join(nodes[0]!);
    here.say({ clientId: 5, clock: 1, state: JSON.stringify({ cursor: 1 }) });
    const there = await join(nodes[1]!);
    await there.until("presence", () => there.awareness.get(5)?.includes("cursor"));
    await here.close();
    await there.until("departure", () => there.awareness.get(5) === "null");
  });
});
