import assert from "node:assert/strict";
import * as Y from "yjs";
import { newId } from "@domain/ids.ts";
import { appendUpdates } from "@db/documents/append_updates.ts";
import { startFolding } from "@edge/sync/folding.ts";
import { draftText, newTicketDoc, readTicketDoc } from "@sync/doc/ticket_doc.ts";
import { decodeFrame, encodeStep1 } from "@sync/wire/frame.ts";
import { waitFor } from "../support/waiting.ts";
import { editedTicket } from "./rig/edited_ticket.ts";
import { makeTicket, type TestTicket } from "./rig/ticket.ts";
import { type Rig, syncTest } from "./rig/with_node.ts";

const EDITS = 100_000;

syncTest(
  "[R8] a ticket edited 100,000 times is folded by the worker to what its content and its authors' turns take",
  async (rig) => {
    const { sql } = rig.database;
    const { ticketId, workspaceId } = rig.ticket;
    const [stored] = await sql<{ snapshot: Uint8Array }[]>`select snapshot from docs where id = ${ticketId}`;
    const edited = editedTicket(stored!.snapshot, EDITS, 20261121);
    assert.ok(edited.updates.length >= EDITS);
    await sql.begin((tx) =>
      appendUpdates(
        tx as never,
        edited.updates.map((bytes, i) => ({
          kind: "ticket",
          docId: ticketId,
          seq: i + 1,
          workspaceId,
          memberId: null,
          bytes,
          isFollowed: false,
        })),
      )
    );
    const folding = startFolding(rig.database.url);
    try {
      // Asked twice at once, folded once.
      await Promise.all([1, 2].map(() => folding.fold({ kind: "ticket", id: ticketId })));
    } finally {
      folding.stop();
    }
    const [doc] = await sql`
    select head::int, snapshot_seq::int as folded, octet_length(snapshot) as size, log_bytes::int as log,
      (select count(*)::int from doc_updates where doc_id = ${ticketId}) as rows
    from docs where id = ${ticketId}`;
    assert.deepEqual([doc!.folded, doc!.log, doc!.rows], [doc!.head, 0, 0]);

    const fresh = await makeTicket(sql, workspaceId);
    const times = { fresh: [] as number[], edited: [] as number[] };
    for (let round = 0; round < 5; round++) {
      times.fresh.push((await openCold(rig, fresh)).ms);
      const opened = await openCold(rig, rig.ticket);
      times.edited.push(opened.ms);
      assert.deepEqual(readTicketDoc(opened.doc), readTicketDoc(edited.doc));
      assert.equal(draftText(opened.doc), draftText(edited.doc));
    }
    // Yjs keeps a mark where somebody else's letters were deleted, so this grows with turns, not with letters.
    const last = await openCold(rig, rig.ticket);
    const pieces = [...last.doc.store.clients.values()].reduce((sum, structs) => sum + structs.length, 0);
    assert.ok(pieces < EDITS / 15 && doc!.size < EDITS / 2, `${pieces} pieces, ${doc!.size} bytes`);
    const [one, many] = [median(times.fresh), median(times.edited)];
    console.log(
      `  ${pieces} pieces, ${doc!.size} bytes; opens in ${many.toFixed(1)} ms, a fresh one in ${one.toFixed(1)} ms`,
    );
  },
  { limits: { idleMs: 1, pollMs: 5 } },
);

/** From the first byte until the copy is whole, in a room that is not open. */
async function openCold(rig: Rig, ticket: TestTicket): Promise<{ doc: Y.Doc; ms: number }> {
  await waitFor("the room to go", () => rig.node.rooms.size === 0 || undefined);
  const doc = newTicketDoc();
  const begun = performance.now();
  const whole = Promise.withResolvers<void>();
  const socket = new WebSocket(`${rig.node.url}/${ticket.ticketId}?as=${newId()}&ws=${ticket.workspaceId}`);
  socket.binaryType = "arraybuffer";
  socket.onopen = () => socket.send(encodeStep1(Y.encodeStateVector(doc)));
  socket.onmessage = ({ data }) => {
    const frame = decodeFrame(new Uint8Array(data));
    if (frame.type !== "update" || !frame.answer) return;
    Y.applyUpdate(doc, frame.update);
    whole.resolve();
  };
  await whole.promise;
  const ms = performance.now() - begun;
  const closed = new Promise((resolve) => (socket.onclose = resolve));
  socket.close();
  await closed;
  return { doc, ms };
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;
