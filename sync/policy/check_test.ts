import assert from "node:assert/strict";
import * as Y from "yjs";
import { newTicketDoc, setTicketField, ticketDraft, ticketNote, ticketSeed, ticketTags } from "../doc/ticket_doc.ts";
import { applyChecked, type Owners, type Verdict, type Writer } from "./check.ts";
import { TICKET_RULE } from "./ticket_rule.ts";

const DRAFT = "01938e5a-0000-7000-8000-000000000001";
const ME = { memberId: "me", write: new Set(Object.keys(TICKET_RULE.roots)) };
const NOT_DRAFT = { memberId: "me", write: new Set(["fields", "tags", "note"]) };
const READER = { memberId: "me", write: new Set<string>() };

/** A server's copy, and what `edit` on another copy of it would send. */
function attempt(
  edit: (doc: Y.Doc) => void,
  writer = ME,
  owners: Owners = new Map(),
  before?: (doc: Y.Doc) => void,
): Verdict {
  const server = newTicketDoc();
  Y.applyUpdate(server, ticketSeed(DRAFT));
  before?.(server);
  const client = new Y.Doc();
  Y.applyUpdate(client, Y.encodeStateAsUpdate(server));
  const since = Y.encodeStateVector(client);
  edit(client);
  return check(server, Y.encodeStateAsUpdate(client, since), writer, owners);
}

function check(server: Y.Doc, update: Uint8Array, writer: Writer = ME, owners: Owners = new Map()): Verdict {
  return applyChecked(server, [{ update: Uint8Array.from(update), writer }], TICKET_RULE, owners).verdicts[0]!;
}

function refusal(verdict: Verdict): string {
  return verdict.ok ? "accepted" : `${verdict.reason} ${verdict.path}`.trim();
}

function paragraph(text: string, format?: Record<string, unknown>): Y.XmlElement {
  const element = new Y.XmlElement("paragraph");
  const content = new Y.XmlText();
  content.insert(0, text, format);
  element.insert(0, [content]);
  return element;
}

Deno.test("[P1] the shape's own content is accepted and says what it touched", () => {
  const verdict = attempt((doc) => {
    doc.transact(() => {
      setTicketField(doc, "priority", "high");
      ticketTags(doc).set(DRAFT, true);
      ticketNote(doc).insert(0, [paragraph("olá", { bold: true })]);
      ticketDraft(doc).insert(0, [paragraph("bom dia")]);
    });
  });
  assert.equal(refusal(verdict), "accepted");
  assert.deepEqual(
    verdict.ok && verdict.touched.map((change) => `${change.root}.${change.key}`).sort(),
    ["draft.null", "fields.priority", `note.null`, `tags.${DRAFT}`].sort(),
  );
});

Deno.test("[P1] a root, key or type the shape does not know is refused with its path", () => {
  const cases: [string, (doc: Y.Doc) => void][] = [
    ["foreign_root evil", (doc) => doc.getMap("evil").set("a", 1)],
    ["foreign_root constructor", (doc) => doc.getMap("constructor").set("a", 1)],
    ["foreign_key fields.__proto__", (doc) => doc.getMap("fields").set("__proto__", "x")],
    ["foreign_root text", (doc) => doc.getText("text").insert(0, "x")],
    ["foreign_key meta.owner", (doc) => doc.getMap("meta").set("owner", "me")],
    ["foreign_key fields.a b", (doc) => doc.getMap("fields").set("a b", "x")],
    ["foreign_key tags.vip", (doc) => doc.getMap("tags").set("vip", true)],
    ["foreign_key fields.", (doc) => doc.getMap("fields").set("", "x")],
    ["bad_shape fields.stage", (doc) => doc.getMap("fields").set("stage", new Y.Map())],
    ["bad_shape fields.stage", (doc) => doc.getMap("fields").set("stage", new Uint8Array(3))],
    ["bad_shape fields.stage", (doc) => doc.getMap("fields").set("stage", new Y.Doc())],
    ["bad_shape fields", (doc) => doc.getArray("fields").insert(0, ["x"])],
    ["bad_shape draft", (doc) => ticketDraft(doc).insert(0, [new Y.XmlElement("script")])],
    ["bad_shape draft", (doc) => ticketDraft(doc).insert(0, [new Y.XmlHook("x") as unknown as Y.XmlElement])],
    ["bad_shape draft", (doc) => doc.getMap("draft").set("a", "attribute of a fragment")],
    ["bad_shape draft.bold", (doc) => ticketDraft(doc).insert(0, [paragraph("x", { bold: true })])],
    ["bad_shape note", (doc) => doc.getText("note").insertEmbed(0, { image: "x" })],
  ];
  for (const [expected, edit] of cases) assert.equal(refusal(attempt(edit)), expected);
});

Deno.test("[P2] a value outside its schema is refused", () => {
  const cases: [string, (doc: Y.Doc) => void][] = [
    ["bad_value fields.stage", (doc) => doc.getMap("fields").set("stage", "x".repeat(81))],
    ["bad_value fields.priority", (doc) => doc.getMap("fields").set("priority", "highest")],
    ["bad_value fields.value", (doc) => doc.getMap("fields").set("value", "1e9")],
    ["bad_value fields.value", (doc) => doc.getMap("fields").set("value", 12)],
    ["bad_value fields.custom", (doc) => doc.getMap("fields").set("custom", "x".repeat(2001))],
    ["bad_value fields.custom", (doc) => doc.getMap("fields").set("custom", { nested: true })],
    [`bad_value tags.${DRAFT}`, (doc) => doc.getMap("tags").set(DRAFT, 1)],
    ["bad_value meta.draft", (doc) => doc.getMap("meta").set("draft", "mine")],
    ["bad_value meta.draft", (doc) => doc.getMap("meta").delete("draft")],
    [
      "bad_value note.link",
      (doc) => ticketNote(doc).insert(0, [paragraph("x", { link: { href: "javascript:alert(1)" } })]),
    ],
  ];
  for (const [expected, edit] of cases) assert.equal(refusal(attempt(edit)), expected);
});

Deno.test("[P2] a bad value overwritten in the same update is refused all the same", () => {
  const verdict = attempt((doc) => {
    doc.getMap("fields").set("priority", "evil");
    doc.getMap("fields").set("priority", "low");
  });
  // Yjs collects the overwritten value before sending: what arrives holds only the good one.
  assert.equal(refusal(verdict), "accepted");
  const kept = new Y.Doc({ gc: false });
  kept.getMap("fields").set("priority", "evil");
  kept.getMap("fields").set("priority", "low");
  const server = newTicketDoc();
  assert.equal(
    refusal(check(server, Y.encodeStateAsUpdate(kept))),
    "bad_value fields.priority",
  );
});

Deno.test("[P3] writing and deleting need the root's permission", () => {
  const draft = (doc: Y.Doc) => ticketDraft(doc).insert(0, [paragraph("x")]);
  const erase = (doc: Y.Doc) => ticketDraft(doc).delete(0, 1);
  const note = (doc: Y.Doc) => ticketNote(doc).insert(0, [paragraph("x")]);
  assert.equal(refusal(attempt(draft, NOT_DRAFT)), "forbidden draft");
  assert.equal(refusal(attempt(erase, NOT_DRAFT)), "forbidden draft");
  assert.equal(refusal(attempt(note, NOT_DRAFT)), "accepted");
  assert.equal(refusal(attempt(note, READER)), "forbidden");
  assert.equal(refusal(attempt(erase, READER)), "forbidden draft");
  assert.equal(refusal(attempt(() => {}, READER)), "accepted");
});

Deno.test("[P3] text typed deep inside, or deleted there, needs the root's permission too", () => {
  const inner = (doc: Y.Doc) => (ticketDraft(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText;
  const prepare = (doc: Y.Doc) => {
    ticketDraft(doc).delete(0, 1);
    ticketDraft(doc).insert(0, [paragraph("abc")]);
  };
  assert.equal(refusal(attempt((doc) => inner(doc).insert(1, "x"), NOT_DRAFT, new Map(), prepare)), "forbidden draft");
  assert.equal(refusal(attempt((doc) => inner(doc).delete(1, 1), NOT_DRAFT, new Map(), prepare)), "forbidden draft");
});

Deno.test("[P4] nobody writes under a colleague's client id, nor under the server's", () => {
  const note = (id: number) => (doc: Y.Doc) => {
    doc.clientID = id;
    ticketNote(doc).insert(0, [paragraph("x")]);
  };
  const owners: Owners = new Map([[7, "somebody"], [8, "me"], [0, null]]);
  assert.equal(refusal(attempt(note(7), ME, owners)), "foreign_client");
  assert.equal(refusal(attempt(note(0), ME, owners)), "foreign_client");
  assert.equal(refusal(attempt(note(8), ME, owners)), "accepted");
  assert.deepEqual(attempt(note(9), ME, owners), { ...attempt(note(8), ME, owners), newClients: [9] });
});

Deno.test("[P5] size is limited: update, text, keys, depth", () => {
  const many = (doc: Y.Doc) =>
    doc.transact(() => {
      for (let i = 0; i < 201; i++) doc.getMap("fields").set(`k${i}`, "x");
    });
  const deep = (doc: Y.Doc) => {
    let inner = new Y.XmlElement("blockquote");
    ticketNote(doc).insert(0, [inner]);
    for (let i = 0; i < 40; i++) {
      const next = new Y.XmlElement("blockquote");
      inner.insert(0, [next]);
      inner = next;
    }
  };
  assert.equal(refusal(attempt(many)), "too_large fields");
  assert.equal(refusal(attempt(deep)), "too_large note");
  assert.equal(
    refusal(attempt((doc) => ticketDraft(doc).insert(0, [paragraph("x".repeat(20_001))]))),
    "too_large draft",
  );
  assert.equal(refusal(attempt((doc) => ticketNote(doc).insert(0, [paragraph("x".repeat(600_000))]))), "too_large");
});

Deno.test("[P5] a text that was deleted again does not count", () => {
  const server = newTicketDoc();
  const client = new Y.Doc();
  const verdicts: string[] = [];
  client.on("update", (update) => verdicts.push(refusal(check(server, update))));
  for (let round = 0; round < 5; round++) {
    ticketDraft(client).insert(0, [paragraph("x".repeat(9_000))]);
    ticketDraft(client).delete(0, 1);
  }
  assert.deepEqual([...new Set(verdicts)], ["accepted"]);
});

Deno.test("[P6] what waits for unknown content is refused, as are deletes of it", () => {
  const server = newTicketDoc();
  const client = new Y.Doc();
  const updates: Uint8Array[] = [];
  client.on("update", (update) => updates.push(update));
  setTicketField(client, "stage", "a");
  setTicketField(client, "stage", "b");
  ticketNote(client).insert(0, [paragraph("x")]);
  const alone = (update: Uint8Array) => refusal(check(newTicketDoc(), update));
  assert.equal(alone(updates[1]!), "pending");
  ticketNote(client).delete(0, 1);
  assert.equal(alone(updates[3]!), "pending");
  assert.equal(refusal(check(server, updates[0]!)), "accepted");
});

Deno.test("[P7] malformed bytes are refused", () => {
  for (const bytes of [[], [1], [255, 255, 255], [1, 1, 1, 0], [0, 1, 200]]) {
    const verdict = check(newTicketDoc(), new Uint8Array(bytes));
    assert.ok(!verdict.ok && (verdict.reason === "malformed" || verdict.reason === "pending"), String(bytes));
  }
});

/** What a client of its own, with content under this id, would send to a document that holds the seed alone. */
function fieldUpdate(clientId: number, key: string): Uint8Array<ArrayBuffer> {
  const client = new Y.Doc();
  client.clientID = clientId;
  setTicketField(client, key, "x");
  return Uint8Array.from(Y.encodeStateAsUpdate(client));
}

Deno.test("[P4] in one group each update is held against its own writer, and the first refusal ends it", () => {
  const other = { ...ME, memberId: "other" };
  const owners: Owners = new Map();
  const group = [
    { update: fieldUpdate(7, "a"), writer: ME },
    { update: fieldUpdate(8, "b"), writer: other },
    // Under the client id that became ME's a moment ago.
    { update: Uint8Array.from(Y.mergeUpdates([fieldUpdate(7, "a"), fieldUpdate(9, "c")])), writer: other },
  ];
  const server = newTicketDoc();
  const { verdicts, together } = applyChecked(server, group, TICKET_RULE, owners);
  // Known content may come again from anybody; what is new in it is the sender's.
  assert.deepEqual(verdicts.map(refusal), ["accepted", "accepted", "accepted"]);
  assert.deepEqual([...owners], [[7, "me"], [8, "other"], [9, "other"]]);
  const copy = newTicketDoc();
  Y.applyUpdate(copy, together!);
  assert.deepEqual(copy.getMap("fields").toJSON(), { a: "x", b: "x", c: "x" });
  const longer = new Y.Doc();
  Y.applyUpdate(longer, group[0]!.update);
  longer.clientID = 7;
  setTicketField(longer, "more", "x");
  const forged = { update: Uint8Array.from(Y.encodeStateAsUpdate(longer)), writer: other };
  const both = Uint8Array.from(Y.mergeUpdates([forged.update, fieldUpdate(10, "d")]));
  for (const update of [forged.update, both]) {
    const fresh = newTicketDoc();
    const outcome = applyChecked(fresh, [group[0]!, { update, writer: other }, group[1]!], TICKET_RULE, new Map());
    assert.deepEqual(outcome.verdicts.map(refusal), ["accepted", "foreign_client"]);
  }
});
