import assert from "node:assert/strict";
import * as Y from "yjs";
import { newId } from "@domain/ids.ts";
import { readTicketDoc, setTicketField, ticketDraft, ticketNote } from "@sync/doc/ticket_doc.ts";
import { encodeUpdate } from "@sync/wire/frame.ts";
import { type Rig, syncTest } from "./rig/with_node.ts";

type Forgery = { expected: string; forge: (doc: Y.Doc) => void };

const text = (value: string) => {
  const element = new Y.XmlElement("paragraph");
  element.insert(0, [new Y.XmlText(value)]);
  return element;
};

const FORGERIES: Forgery[] = [
  { expected: "foreign_root evil", forge: (doc) => doc.getMap("evil").set("a", 1) },
  { expected: "foreign_key meta.owner", forge: (doc) => doc.getMap("meta").set("owner", "me") },
  { expected: "bad_value fields.priority", forge: (doc) => doc.getMap("fields").set("priority", "highest") },
  { expected: "bad_shape fields.stage", forge: (doc) => doc.getMap("fields").set("stage", new Y.Map()) },
  { expected: "bad_value meta.draft", forge: (doc) => doc.getMap("meta").delete("draft") },
  { expected: "bad_shape note", forge: (doc) => ticketNote(doc).insert(0, [new Y.XmlElement("script")]) },
  { expected: "too_large draft", forge: (doc) => ticketDraft(doc).insert(0, [text("x".repeat(25_000))]) },
];

/** Everything the document has left anywhere. */
async function trace({ database, ticket }: Rig): Promise<string> {
  const id = ticket.ticketId;
  const rows = await database.sql`
    select head::text, encode(snapshot, 'hex') as snapshot, log_bytes::text,
      (select count(*)::int from doc_updates) as updates, (select count(*)::int from doc_clients) as clients,
      (select row_to_json(t)::text from tickets t where t.id = ${id}) as ticket,
      (select count(*)::int from events where ticket_id = ${id}) as events,
      (select count(*)::int from ticket_notes) as notes
    from docs where id = ${id}`;
  return JSON.stringify(rows);
}

syncTest(
  "[P8] every sort of forged update is refused and told, and leaves no trace in rows or other clients",
  async (rig) => {
    const witness = await rig.join(newId());
    const before = await trace(rig);
    const content = Y.encodeStateAsUpdate(witness.doc).toString();
    for (const { expected, forge } of FORGERIES) {
      const forger = await rig.join(newId());
      forge(forger.doc);
      await forger.until(`refusal of ${expected}`, () => forger.closed);
      const refused = forger.downs.find((down) => down.type === "refused");
      assert.equal(refused && `${refused.reason} ${refused.path}`, expected);
      assert.equal(refused?.count, forger.sent);
      assert.equal(forger.closed?.code, 4422);
    }
    assert.equal(await trace(rig), before);
    // A good update after all of them reaches the witness, and nothing else did.
    const heard = witness.updatesHeard;
    const honest = await rig.join(newId());
    setTicketField(honest.doc, "stage", "a");
    await witness.until("the good one", () => readTicketDoc(witness.doc).stage === "a");
    assert.equal(witness.updatesHeard, heard + 1);
    setTicketField(honest.doc, "stage", "");
    await honest.allSaved();
    assert.notEqual(content, "");
  },
);

syncTest(
  "[P4] an update under a colleague's client id is refused, the same member may come back with an old one",
  async (rig) => {
    const [ana, bia] = [newId(), newId()];
    const first = await rig.join(ana);
    setTicketField(first.doc, "stage", "a");
    await first.allSaved();
    const clientId = first.doc.clientID;
    const more = new Y.Doc();
    Y.applyUpdate(more, Y.encodeStateAsUpdate(first.doc));
    more.clientID = clientId;
    const since = Y.encodeStateVector(more);
    setTicketField(more, "stage", "b");
    const update = Y.encodeStateAsUpdate(more, since);
    const thief = await rig.join(bia, false);
    thief.update(update);
    await thief.until("refusal", () => thief.closed);
    assert.equal(thief.downs.find((down) => down.type === "refused")?.reason, "foreign_client");
    const again = await rig.join(ana, false);
    again.update(update);
    await again.allSaved();
    const [row] = await rig.database.sql`select stage from tickets where id = ${rig.ticket.ticketId}`;
    assert.equal(row!.stage, "b");
  },
);

syncTest("[P6] an update that would wait for another one is refused, and does not come alive later", async (rig) => {
  const source = new Y.Doc();
  const updates: Uint8Array[] = [];
  source.on("update", (update) => updates.push(update));
  setTicketField(source, "stage", "a");
  setTicketField(source, "cor", "verde");
  const me = newId();
  const forger = await rig.join(me, false);
  forger.update(updates[1]!);
  await forger.until("refusal", () => forger.closed);
  assert.equal(forger.downs.find((down) => down.type === "refused")?.reason, "pending");
  const again = await rig.join(me, false);
  again.update(updates[0]!);
  await again.allSaved();
  const [row] = await rig.database.sql`select stage, fields from tickets where id = ${rig.ticket.ticketId}`;
  assert.deepEqual({ ...row }, { stage: "a", fields: {} });
});

syncTest("[P7] malformed bytes and frames end the connection and nothing else", async (rig) => {
  const witness = await rig.join(newId());
  const forger = await rig.join(newId(), false);
  forger.update(new Uint8Array([1, 200, 3, 4, 5]));
  await forger.until("refusal", () => forger.closed);
  assert.equal(forger.closed?.code, 4422);
  for (const bytes of [[], [0], [0, 9], [0, 2, 250, 1], [1, 255, 255, 255, 255, 255, 255, 255, 255, 255], [255]]) {
    const odd = await rig.join(newId(), false);
    odd.send(new Uint8Array(bytes));
    if (bytes[0] !== 255) await odd.until(`close for ${bytes}`, () => odd.closed?.code === 4400 && odd.closed);
  }
  const large = await rig.join(newId(), false);
  large.send(encodeUpdate(new Uint8Array(1024 * 1024)));
  await large.until("close", () => large.closed);
  assert.equal(large.closed?.code, 4413);
  setTicketField(witness.doc, "stage", "fine");
  await witness.allSaved();
  assert.deepEqual(rig.node.errors, []);
});

syncTest("[P3] who may not answer the customer writes the note and not the draft", async (rig) => {
  const [owner, other] = [newId(), newId()];
  await rig.database.sql`update conversations set agent_id = ${owner}`;
  rig.node.permissions.set(other, ["chat.viewAll"]);
  const reader = await rig.join(other);
  await reader.until("access", () => reader.write);
  assert.deepEqual(reader.write, ["fields", "tags", "note"]);
  ticketNote(reader.doc).insert(0, [text("nota")]);
  await reader.allSaved();
  ticketDraft(reader.doc).delete(0, 1);
  await reader.until("refusal", () => reader.closed);
  const refused = reader.downs.find((down) => down.type === "refused");
  assert.equal(refused && `${refused.reason} ${refused.path}`, "forbidden draft");
});
