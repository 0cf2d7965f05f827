import assert from "node:assert/strict";
import * as Y from "yjs";
import { newId } from "@domain/ids.ts";
import { readTicketDoc, setTicketField } from "@sync/doc/ticket_doc.ts";
import { CLOSE, isFinal } from "@sync/wire/close_code.ts";
import { syncTest } from "./rig/with_node.ts";

syncTest(
  "[W3] saved counts this connection's own frames, those that change nothing too, and never more than were sent",
  async (rig) => {
    const [writer, other] = [await rig.join(newId()), await rig.join(newId())];
    setTicketField(other.doc, "cor", "azul");
    await other.allSaved();
    setTicketField(writer.doc, "stage", "a");
    const update = Y.encodeStateAsUpdate(writer.doc);
    // Everything in it is known to the server already.
    writer.update(update);
    writer.update(update);
    await writer.allSaved();
    const counts = writer.downs.flatMap((down) => down.type === "saved" ? [down.count] : []);
    assert.equal(counts.at(-1), 4);
    assert.deepEqual(counts, counts.toSorted((a, b) => a - b));
    const [row] = await rig.database.sql`select count(*)::int as n from doc_updates`;
    assert.equal(row!.n, 2);
  },
);

syncTest("[W4] refused names the frame; what came before it is stored, what came after is not", async (rig) => {
  const peer = await rig.join(newId());
  await peer.allSaved();
  setTicketField(peer.doc, "stage", "antes");
  setTicketField(peer.doc, "stage", "x".repeat(100));
  const count = peer.sent;
  setTicketField(peer.doc, "stage", "depois");
  await peer.until("close", () => peer.closed);
  assert.deepEqual(peer.downs.find((down) => down.type === "refused"), {
    type: "refused",
    reason: "bad_value",
    path: "fields.stage",
    count,
  });
  const later = await rig.join(newId());
  assert.equal(readTicketDoc(later.doc).stage, "antes");
});

syncTest("[W5] access is the first thing said", async (rig) => {
  const peer = await rig.join(newId());
  assert.deepEqual(peer.downs[0], { type: "access", write: ["fields", "tags", "note", "draft", "meta"] });
});

Deno.test("[W6] the band of a close code says whether to come back", () => {
  for (const [name, code] of Object.entries(CLOSE)) {
    assert.equal(isFinal(code), code < 4500, name);
    assert.ok(code >= 4400 && code < 4600, name);
  }
});
