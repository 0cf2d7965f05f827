import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { setTicketField } from "@sync/doc/ticket_doc.ts";
import { WIRE_VERSION } from "@sync/wire/version.ts";
import { Peer } from "./rig/peer.ts";
import { makeTicket } from "./rig/ticket.ts";
import { syncTest } from "./rig/with_node.ts";

syncTest(
  "[S1] nobody in particular, another workspace, an unknown document and a hidden conversation stay outside",
  async (rig) => {
    const { node, ticket, database } = rig;
    const member = newId();
    const cases: [number, string, Record<string, string>][] = [
      [4401, ticket.ticketId, {}],
      [4404, ticket.ticketId, { as: member, ws: newId() }],
      [4404, newId(), { as: member, ws: ticket.workspaceId }],
      [4404, "not-an-id", { as: member, ws: ticket.workspaceId }],
      [4426, ticket.ticketId, { as: member, ws: ticket.workspaceId, v: String(WIRE_VERSION - 1) }],
    ];
    for (const [code, id, query] of cases) {
      const peer = new Peer(`${node.url}/${id}`, query);
      await peer.until(`close ${code}`, () => peer.closed);
      assert.equal(peer.closed?.code, code);
      assert.equal(peer.synced, false);
    }
    await database.sql`update conversations set agent_id = ${newId()}`;
    const hidden = new Peer(`${node.url}/${ticket.ticketId}`, { as: member, ws: ticket.workspaceId });
    await hidden.until("close", () => hidden.closed);
    assert.equal(hidden.closed?.code, 4403);
  },
);

syncTest("[S2] one workspace's member never hears of another's document of the same time", async (rig) => {
  const other = await makeTicket(rig.database.sql);
  const mine = await rig.join(newId());
  const theirs = await new Peer(`${rig.node.url}/${other.ticketId}`, { as: newId(), ws: other.workspaceId }).ready();
  setTicketField(theirs.doc, "stage", "segredo");
  await theirs.allSaved();
  setTicketField(mine.doc, "stage", "meu");
  await mine.allSaved();
  assert.equal(mine.updatesHeard, 1);
  await theirs.close();
});

syncTest(
  "[S3] signing out, losing sight and losing a permission reach the open connection within a second",
  async (rig) => {
    const { node, ticket, database } = rig;
    const [out, blind, less] = [newId(), newId(), newId()];
    for (const member of [out, blind, less]) node.permissions.set(member, ["chat.viewAll", "chat.answerOthers"]);
    await database.sql`update conversations set agent_id = ${newId()}`;
    const peers = [await rig.join(out), await rig.join(blind), await rig.join(less)];
    await peers[2]!.until("access", () => peers[2]!.write?.includes("draft"));
    node.signedOut.add(out);
    node.permissions.set(blind, []);
    node.permissions.set(less, ["chat.viewAll"]);
    const start = performance.now();
    // A row that says so.
    await database
      .sql`insert into roles (id, workspace_id, name, permissions) values (${newId()}, ${ticket.workspaceId}, 'r', '{}')`;
    node.committed();
    await peers[0]!.until("signed out", () => peers[0]!.closed?.code === 4401);
    await peers[1]!.until("sight lost", () => peers[1]!.closed?.code === 4403);
    await peers[2]!.until("downgrade", () => peers[2]!.write?.join() === "fields,tags,note");
    assert.ok(performance.now() - start < 1_000);
    assert.equal(peers[2]!.closed, undefined);
  },
);

syncTest("[S3] a right taken while the document opens is not had when it is open", async (rig) => {
  const { node, ticket } = rig;
  const member = newId();
  const load = node.store.load.bind(node.store);
  const loading = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  node.store.load = async (ref) => {
    loading.resolve();
    await go.promise;
    return await load(ref);
  };
  const peer = new Peer(`${node.url}/${ticket.ticketId}`, { as: member, ws: ticket.workspaceId });
  await loading.promise;
  node.signedOut.add(member);
  node.rooms.recheck(() => true);
  go.resolve();
  await peer.until("close", () => peer.closed);
  assert.deepEqual([peer.closed?.code, peer.synced], [4401, false]);
});

syncTest("[S4] a flood ends its own connection, with a code to come back later", async (rig) => {
  const flood = await rig.join(newId(), false);
  const calm = await rig.join(newId());
  for (let i = 0; i < 50; i++) flood.send(new Uint8Array([9]));
  await flood.until("close", () => flood.closed);
  assert.equal(flood.closed?.code, 4529);
  setTicketField(calm.doc, "stage", "a");
  await calm.allSaved();
}, { limits: { framesPerSecond: 5, framesBurst: 50 } });

syncTest(
  "[S6] presence carries the server's identity, whatever the client claims, and never another's client id",
  async (rig) => {
    const [ana, bia] = [newId(), newId()];
    const [first, second] = [await rig.join(ana), await rig.join(bia)];
    first.say({ clientId: 11, clock: 1, state: JSON.stringify({ user: { name: "o chefe" }, cursor: 3 }) });
    await second.until("presence", () => second.awareness.has(11));
    assert.deepEqual(JSON.parse(second.awareness.get(11)!), {
      user: { id: ana, name: `name of ${ana}`, colour: 3 },
      cursor: 3,
    });
    second.say({ clientId: 11, clock: 9, state: JSON.stringify({ cursor: 666 }) }, {
      clientId: 11,
      clock: 10,
      state: "null",
    });
    second.say({ clientId: 12, clock: 1, state: JSON.stringify({ cursor: 4 }) });
    await first.until("the other's own", () => first.awareness.has(12));
    assert.equal(first.awareness.has(11), false);
    first.say({ clientId: 11, clock: 2, state: JSON.stringify({ cursor: 5 }) });
    await second.until("the next state", () => JSON.parse(second.awareness.get(11)!).cursor === 5);
    await first.close();
    await second.until("departure", () => second.awareness.get(11) === "null");
    const back = await rig.join(ana);
    back.say({ clientId: 11, clock: 2, state: JSON.stringify({ cursor: 6 }) });
    await second.until("return with an old clock", () => second.awareness.get(11)?.includes("6"));
    const [rows] = await rig.database.sql`select count(*)::int as n from doc_updates`;
    assert.equal(rows!.n, 0);
  },
);

syncTest("[S7] the server is never silent for long", async (rig) => {
  const peer = await rig.join(newId());
  let frames = 0;
  peer.heard = () => frames++;
  await peer.until("three signs of life", () => frames >= 3);
}, { limits: { keepAliveMs: 20, pollMs: 10 } });
