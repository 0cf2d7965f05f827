import assert from "node:assert/strict";
import * as Y from "yjs";
import { newId } from "@domain/ids.ts";
import { readTicketDoc, setTicketField, ticketSeed } from "@sync/doc/ticket_doc.ts";
import { withWorkspace } from "@db/tx.ts";
import { announceChange, changeDocument } from "@edge/sync/change_document.ts";
import { waitFor } from "../support/waiting.ts";
import type { DocStore } from "@sync/server/doc_store.ts";
import { HeldStore } from "./rig/held_store.ts";
import { paragraph } from "./rig/paragraph.ts";
import { Peer } from "./rig/peer.ts";
import { syncTest } from "./rig/with_node.ts";

let held: HeldStore;
const holding = {
  wrapStore: (store: DocStore) => held = new HeldStore(store),
};
const stage = (doc: Y.Doc) => readTicketDoc(doc).stage;

syncTest(
  "[R5] nothing is told to anybody before it is committed: neither saved, nor to readers, nor to those who join",
  async (rig) => {
    const [writer, reader] = [await rig.join(newId()), await rig.join(newId())];
    const heard = reader.updatesHeard;
    held.hold();
    setTicketField(writer.doc, "stage", "a");
    await waitFor("the commit to be tried", () => held.appends === 1 || undefined);
    const joining = rig.join(newId());
    // A second frame of the reader's makes the round trip while the first one's commit is held.
    reader.say({ clientId: reader.doc.clientID, clock: 1, state: "{}" });
    await writer.until("the reader's presence", () => writer.awareness.has(reader.doc.clientID));
    assert.deepEqual([writer.saved, reader.updatesHeard, stage(reader.doc)], [1, heard, ""]);
    held.release();
    await writer.allSaved();
    await reader.until("the update", () => stage(reader.doc) === "a");
    assert.equal(stage((await joining).doc), "a");
  },
  holding,
);

syncTest("[R6] what comes in during a commit goes with the next one, all of it at once", async (rig) => {
  const writers = await Promise.all([newId(), newId(), newId()].map((member) => rig.join(member)));
  for (const writer of writers) await writer.allSaved();
  held.hold();
  const before = held.appends;
  setTicketField(writers[0]!.doc, "k0", "x");
  await waitFor("the commit to be tried", () => held.appends === before + 1 || undefined);
  for (let i = 0; i < 20; i++) setTicketField(writers[i % 3]!.doc, `k${i}`, "y");
  for (const writer of writers) {
    writer.say({ clientId: writer.doc.clientID, clock: 1, state: "{}" });
    await writers[0]!.until(
      "all frames to be in",
      () => writer === writers[0] || writers[0]!.awareness.has(writer.doc.clientID),
    );
  }
  held.release();
  for (const writer of writers) await writer.allSaved();
  assert.ok(held.appends <= before + 3, `${held.appends - before} commits for 21 updates`);
  const { fields } = readTicketDoc((await rig.join(newId())).doc);
  assert.deepEqual(Object.values(fields), Array.from({ length: 20 }, () => "y"));
  const [row] = await rig.database.sql`select count(*)::int as n, max(seq)::int as head from doc_updates`;
  assert.ok(row!.n === row!.head && row!.n <= 3, `${row!.n} updates in the log for 21 of three people`);
}, holding);

syncTest("[P8] a refusal takes nothing from what others wrote at the same moment", async (rig) => {
  const [first, second] = [await rig.join(newId()), await rig.join(newId())];
  for (const peer of [first, second]) await peer.allSaved();
  const forger = await rig.join(newId());
  await forger.allSaved();
  const before = held.appends;
  held.hold();
  setTicketField(first.doc, "k1", "on its way");
  await waitFor("the commit to be tried", () => held.appends === before + 1 || undefined);
  setTicketField(second.doc, "k2", "waiting");
  second.say({ clientId: second.doc.clientID, clock: 1, state: "{}" });
  await first.until("the second's frame to be in", () => first.awareness.has(second.doc.clientID));
  forger.doc.getMap("evil").set("a", 1);
  forger.say({ clientId: forger.doc.clientID, clock: 1, state: "{}" });
  await first.until("the forger's frame to be in", () => first.awareness.has(forger.doc.clientID));
  setTicketField(second.doc, "k2", "and more, built on it");
  held.release();
  await forger.until("refusal", () => forger.closed);
  for (const peer of [first, second]) await peer.allSaved();
  const expected = { k1: "on its way", k2: "and more, built on it" };
  assert.deepEqual(readTicketDoc((await rig.join(newId())).doc).fields, expected);
  await first.until("the other's", () => JSON.stringify(readTicketDoc(first.doc).fields) === JSON.stringify(expected));
}, holding);

syncTest(
  "[R6] a store that fails for a while loses nothing; one that fails for good sends everybody away to try again",
  async (rig) => {
    const writer = await rig.join(newId());
    await writer.allSaved();
    let failures = 2;
    held.failure = () => failures-- > 0 ? new Error("gone for a moment") : undefined;
    setTicketField(writer.doc, "stage", "a");
    await writer.allSaved();
    held.failure = () => new Error("gone for good");
    setTicketField(writer.doc, "stage", "b");
    await writer.until("close", () => writer.closed);
    assert.equal(writer.closed?.code, 4503);
    assert.equal(writer.saved, writer.sent - 1);
    held.failure = undefined;
    const again = await rig.join(newId());
    assert.equal(stage(again.doc), "a");
  },
  holding,
);

syncTest("[R2] a document that cannot be read is not an empty one", async (rig) => {
  held.load = () => Promise.reject(new Error("disk"));
  const peer = new Peer(`${rig.node.url}/${rig.ticket.ticketId}`, { as: newId(), ws: rig.ticket.workspaceId });
  await peer.until("close", () => peer.closed);
  assert.deepEqual([peer.closed?.code, peer.synced], [4503, false]);
  assert.equal(rig.node.errors.length, 1);
  const [row] = await rig.database.sql`select head::int, octet_length(snapshot) as size from docs`;
  assert.deepEqual({ ...row }, { head: 0, size: ticketSeed(rig.ticket.draftId).byteLength });
}, holding);

syncTest("[R3] a hundred who come at once cause one load", async (rig) => {
  const members = Array.from({ length: 100 }, () => newId());
  const peers = await Promise.all(members.map((member) => rig.join(member)));
  assert.equal(held.loads, 1);
  assert.ok(peers.every((peer) => peer.synced));
}, holding);

syncTest("[R4] a room nobody is in is forgotten, and comes back as it was", async (rig) => {
  const writer = await rig.join(newId());
  setTicketField(writer.doc, "stage", "a");
  await writer.allSaved();
  await writer.close();
  await waitFor("the room to go", () => rig.node.rooms.size === 0 || undefined);
  assert.equal(stage((await rig.join(newId())).doc), "a");
}, { limits: { idleMs: 50, pollMs: 20 } });

syncTest("[R8] the log folds into a snapshot without deleted content, and reads the same", async (rig) => {
  const writer = await rig.join(newId());
  const text = paragraph(writer);
  for (let i = 0; i < 60; i++) {
    // Saved in between, or the log never holds what was deleted.
    text.insert(0, "lixo ".repeat(400));
    await writer.allSaved();
    text.delete(0, 2000);
  }
  text.insert(0, "fica");
  await writer.allSaved();
  const doc = await waitFor("the fold", async () => {
    const [row] = await rig.database.sql`
      select snapshot_seq::int, octet_length(snapshot) as size, log_bytes::int as log from docs`;
    if (row!.snapshot_seq > 0) return row;
    // Another edit gives it another occasion.
    text.insert(4, "!");
    await writer.allSaved();
    return undefined;
  });
  assert.ok(doc.size < 10_000, `${doc.size} bytes`);
  const [left] = await rig.database
    .sql`select count(*)::int as n, coalesce(min(seq), 0)::int as first from doc_updates`;
  assert.ok(left!.n === 0 || left!.first === doc.snapshot_seq + 1);
  await writer.close();
  await waitFor("the room to go", () => rig.node.rooms.size === 0 || undefined);
  assert.match(readTicketDoc((await rig.join(newId())).doc).noteText, /^fica!*$/);
}, { limits: { idleMs: 50, pollMs: 20 } });

syncTest("[R9] going down stores what was accepted and sends everybody away with a code to come back", async (rig) => {
  const peer = await rig.join(newId());
  await peer.allSaved();
  held.hold();
  setTicketField(peer.doc, "stage", "último");
  await waitFor("the commit to be tried", () => held.appends === 1 || undefined);
  const closing = rig.node.rooms.close();
  held.release();
  await closing;
  await peer.until("close", () => peer.closed);
  assert.equal(peer.closed?.code, 4503);
  const [row] = await rig.database.sql`select stage from tickets where id = ${rig.ticket.ticketId}`;
  assert.equal(row!.stage, "último");
}, holding);

syncTest(
  "[R10] an edit by the server is in the action's transaction, or not at all, and reaches open documents",
  async (rig) => {
    const { node, ticket, database } = rig;
    const member = newId();
    const reader = await rig.join(newId());
    const ref = { kind: "ticket" as const, id: ticket.ticketId };
    const edit = (value: string) => (doc: Y.Doc) => setTicketField(doc, "stage", value);
    await assert.rejects(withWorkspace(database.sql, ticket.workspaceId, async (tx) => {
      await changeDocument(tx, ref, ticket.workspaceId, member, edit("nunca"));
      throw new Error("the action fails");
    }));
    const change = await withWorkspace(
      database.sql,
      ticket.workspaceId,
      (tx) => changeDocument(tx, ref, ticket.workspaceId, member, edit("fechado")),
    );
    announceChange(node.bus, change!);
    await reader.until("the edit", () => stage(reader.doc) === "fechado");
    const nothing = await withWorkspace(
      database.sql,
      ticket.workspaceId,
      (tx) => changeDocument(tx, ref, ticket.workspaceId, member, edit("fechado")),
    );
    assert.equal(nothing, null);
    const [row] = await database.sql`select stage from tickets where id = ${ref.id}`;
    assert.equal(row!.stage, "fechado");
    const events = await database.sql`select actor_id, before, after from events where ticket_id = ${ref.id}`;
    assert.deepEqual(events.map((event) => ({ ...event })), [
      { actor_id: member, before: { key: "stage", value: "" }, after: { key: "stage", value: "fechado" } },
    ]);
    setTicketField(reader.doc, "stage", "reaberto");
    await reader.allSaved();
    const [after] = await database.sql`select stage from tickets where id = ${ref.id}`;
    assert.equal(after!.stage, "reaberto");
  },
);

syncTest("[R11] a change of document rows touches no other column", async (rig) => {
  const { database, ticket } = rig;
  const peer = await rig.join(newId());
  await database
    .sql`update tickets set status = 'in_progress', agent_id = ${ticket.draftId} where id = ${ticket.ticketId}`;
  setTicketField(peer.doc, "priority", "urgent");
  await peer.allSaved();
  const [row] = await database.sql`select status, agent_id, priority from tickets where id = ${ticket.ticketId}`;
  assert.deepEqual({ ...row }, { status: "in_progress", agent_id: ticket.draftId, priority: "urgent" });
});

syncTest("[R11] typing in a note is one event a member, not one a keystroke", async (rig) => {
  const peer = await rig.join(newId());
  const text = paragraph(peer);
  for (const letter of "nota") {
    text.insert(text.length, letter);
    await peer.allSaved();
  }
  const row = await waitFor("the row", async () => {
    const [found] = await rig.database.sql`
      select (select text from ticket_notes) as text, (select count(*)::int from events) as events`;
    return found!.text === "nota" ? { ...found } : undefined;
  });
  assert.deepEqual(row, { text: "nota", events: 1 });
}, { limits: { followMs: 20 } });
