import assert from "node:assert/strict";
import * as Y from "yjs";
import { newId } from "@domain/ids.ts";
import { startFolding } from "@edge/sync/folding.ts";
import { postgresDocStore } from "@edge/sync/postgres_store.ts";
import { newTicketDoc, readTicketDoc, setTicketField, ticketNote } from "@sync/doc/ticket_doc.ts";
import { LIMITS } from "@sync/server/limits.ts";
import { testDatabase } from "../support/postgres.ts";
import { startNode } from "./rig/node.ts";
import { Peer } from "./rig/peer.ts";
import { makeTicket } from "./rig/ticket.ts";

const KB = 1024;

Deno.test("[S11] a large document is read and cut up by a worker: who comes gets all of it, whatever is written meanwhile", async () => {
  const database = await testDatabase();
  const { sql } = database;
  const folding = startFolding(database.url);
  let loads = 0;
  const store = postgresDocStore({
    sql,
    onCommit: () => {},
    loadLarge(ref, pieceBytes) {
      loads++;
      return folding.load(ref, pieceBytes);
    },
  });
  const options = { wrapStore: () => store, limits: { recentBytes: 64 * KB } };
  const nodes = [await startNode(sql, options), await startNode(sql, options)];
  const peers: Peer[] = [];
  const ticket = await makeTicket(sql);
  const join = (n: number) => {
    const peer = new Peer(`${nodes[n]!.url}/${ticket.ticketId}`, { as: newId(), ws: ticket.workspaceId });
    peers.push(peer);
    return peer.ready();
  };
  const isSame = (one: Peer, other: Peer) =>
    one.until("the same", () => JSON.stringify(readTicketDoc(one.doc)) === JSON.stringify(readTicketDoc(other.doc)));
  try {
    await grow(sql, ticket.ticketId, 2 * LIMITS.largeBytes);
    const author = await join(0);
    for (let n = 0; n < 20; n++) {
      setTicketField(author.doc, "value", `${n}`);
      if (n === 10) await isSame(await join(0), author);
      await author.allSaved();
    }
    await isSame(await join(0), author);
    assert.equal(loads, 1, "what was written is sent behind the pieces that are at hand");

    const elsewhere = await join(1);
    await isSame(elsewhere, author);
    assert.equal(loads, 2, "another node reads it, its log among the pieces");
    setTicketField(elsewhere.doc, "stage", "proposta");
    await elsewhere.allSaved();

    // More than is kept behind the pieces: they are fetched anew for who comes next, and what they write is taken.
    for (let n = 0; n < 20; n++) {
      for (let key = 0; key < 10; key++) setTicketField(elsewhere.doc, `k${key}`, `${n} `.padEnd(1_900, "x"));
      await elsewhere.allSaved();
    }
    const late = await join(1);
    assert.equal(loads, 3);
    await isSame(late, elsewhere);
    setTicketField(late.doc, "stage", "ganha");
    await late.allSaved();
    await isSame(elsewhere, late);
    assert.deepEqual(nodes.flatMap((node) => node.errors), []);
  } finally {
    for (const peer of peers) await peer.close();
    for (const node of nodes) await node.stop();
    folding.stop();
    await database.drop();
  }
});

/** Paragraphs into the stored note, as if a member had written them, until it is of about this size. */
async function grow(sql: Awaited<ReturnType<typeof testDatabase>>["sql"], ticketId: string, bytes: number) {
  const [row] = await sql<{ snapshot: Uint8Array }[]>`select snapshot from docs where id = ${ticketId}`;
  const doc = newTicketDoc();
  Y.applyUpdate(doc, row!.snapshot);
  doc.transact(() => {
    for (let written = 0; written < bytes; written += KB) {
      const element = new Y.XmlElement("paragraph");
      element.insert(0, [new Y.XmlText(`${written} `.padEnd(KB, "lorem "))]);
      ticketNote(doc).push([element]);
    }
  });
  await sql`update docs set snapshot = ${Uint8Array.from(Y.encodeStateAsUpdate(doc))} where id = ${ticketId}`;
}
