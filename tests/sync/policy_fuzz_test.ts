import assert from "node:assert/strict";
import fc from "fast-check";
import * as decoding from "lib0/decoding";
import * as Y from "yjs";
import {
  newTicketDoc,
  setTicketField,
  setTicketTag,
  ticketDraft,
  ticketNote,
  ticketSeed,
} from "@sync/doc/ticket_doc.ts";
import { applyChecked, type Owners } from "@sync/policy/check.ts";
import { TICKET_RULE } from "@sync/policy/ticket_rule.ts";
import { decodeDown } from "@sync/wire/down.ts";
import { decodeFrame, encodeUpdate } from "@sync/wire/frame.ts";

/** A slice here, at least 100,000 in `deno task nightly`. */
const CASES = Number(Deno.env.get("FUZZ_CASES") ?? 2_000);
const SEED = Number(Deno.env.get("SEED") ?? Math.floor(Math.random() * 1e9));
const RUN = { numRuns: CASES, seed: SEED };
const named = (name: string) => `${name} (SEED=${SEED} FUZZ_CASES=${CASES})`;

const DRAFT = "01938e5a-0000-7000-8000-000000000001";
const ROOTS = Object.keys(TICKET_RULE.roots);
const WRITER = { memberId: "me", write: new Set(ROOTS) };

/** Something an honest client does, and something only a forged one would; in what order is the generator's. */
type Edit = (doc: Y.Doc, text: string, n: number) => void;
const paragraph = (text: string) => {
  const element = new Y.XmlElement("paragraph");
  element.insert(0, [new Y.XmlText(text)]);
  return element;
};
const HONEST: Edit[] = [
  (doc, text, n) => setTicketField(doc, `k${n % 5}`, text),
  (doc, _, n) => setTicketTag(doc, DRAFT, n % 2 === 0),
  (doc, text, n) => ticketNote(doc).insert(n % (ticketNote(doc).length + 1), [paragraph(text)]),
  (doc, text) => ticketDraft(doc).insert(0, [paragraph(text)]),
  (doc) => ticketNote(doc).length > 1 ? ticketNote(doc).delete(0, 1) : undefined,
];
const FORGED: Edit[] = [
  (doc, text) => doc.getMap(`evil${text}`).set("a", 1),
  (doc, text) => doc.getMap("fields").set("priority", text),
  (doc, _, n) => doc.getMap("tags").set(`t${n}`, n),
  (doc, text) => doc.getMap("fields").set("stage", new Y.Map([[text, text]])),
  (doc, text) => ticketNote(doc).insert(0, [new Y.XmlElement(text || "script")]),
  (doc) => doc.getMap("meta").delete("draft"),
  (doc, text) => doc.getText(text || "t").insert(0, "x"),
];

const server = () => {
  const doc = newTicketDoc();
  Y.applyUpdate(doc, ticketSeed(DRAFT));
  return doc;
};

const edits = fc.array(
  fc.record({ forged: fc.boolean(), which: fc.nat(), text: fc.string({ maxLength: 12 }), n: fc.nat(50) }),
  { minLength: 1, maxLength: 6 },
);

/** Bytes of an update, of which some are turned into others, and some left away. */
function damaged(bytes: Uint8Array<ArrayBuffer>, damage: readonly { at: number; to: number }[], keep: number) {
  const copy = bytes.slice(0, Math.max(1, Math.ceil(bytes.length * keep)));
  for (const { at, to } of damage) copy[at % copy.length] = to;
  return copy;
}
const damage = fc.array(fc.record({ at: fc.nat(4_000), to: fc.nat(255) }), { maxLength: 4 });

/** What was accepted holds nothing that the rule does not know: all of it, sent anew, is accepted by a fresh copy. */
function mustBeClean(doc: Y.Doc): void {
  assert.equal(doc.store.pendingStructs, null);
  assert.deepEqual([...doc.share.keys()].filter((root) => !ROOTS.includes(root)), []);
  const whole = Uint8Array.from(Y.encodeStateAsUpdate(doc));
  const [verdict] = applyChecked(newTicketDoc(), [{ update: whole, writer: WRITER }], TICKET_RULE, new Map()).verdicts;
  assert.ok(verdict!.ok, JSON.stringify(verdict));
}

Deno.test(named("[P1] [P2] honest edits are accepted, and whatever is forged among them stays out"), () => {
  fc.assert(
    fc.property(edits, (list) => {
      const doc = server();
      const client = newTicketDoc();
      Y.applyUpdate(client, Y.encodeStateAsUpdate(doc));
      const before = Y.encodeStateVector(client);
      const forged = list.some((edit) => edit.forged);
      client.transact(() => {
        for (const { forged, which, text, n } of list) {
          const kind = forged ? FORGED : HONEST;
          kind[which % kind.length]!(client, text, n);
        }
      });
      const update = Uint8Array.from(Y.encodeStateAsUpdate(client, before));
      const [verdict] = applyChecked(doc, [{ update, writer: WRITER }], TICKET_RULE, new Map()).verdicts;
      // What one overwrites of oneself in one go never leaves; only what does can be judged.
      if (verdict!.ok) mustBeClean(doc);
      if (!forged) assert.ok(verdict!.ok, JSON.stringify(verdict));
    }),
    RUN,
  );
});

Deno.test(named("[P7] damaged updates are judged, never thrown at, and what is accepted of them is clean"), () => {
  fc.assert(
    fc.property(edits, damage, fc.double({ min: 0.1, max: 1, noNaN: true }), (list, hurt, keep) => {
      const client = newTicketDoc();
      Y.applyUpdate(client, ticketSeed(DRAFT));
      const before = Y.encodeStateVector(client);
      for (const { forged, which, text, n } of list) {
        const kind = forged ? FORGED : HONEST;
        kind[which % kind.length]!(client, text, n);
      }
      const doc = server();
      const owners: Owners = new Map([[0, null]]);
      const update = damaged(Uint8Array.from(Y.encodeStateAsUpdate(client, before)), hurt, keep);
      const [verdict] = applyChecked(doc, [{ update, writer: WRITER }], TICKET_RULE, owners).verdicts;
      if (verdict!.ok) mustBeClean(doc);
    }),
    RUN,
  );
});

Deno.test(named("[P7] [W1] frames of any bytes are read or refused as malformed, and nothing else"), () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), damage, (bytes, hurt) => {
      for (const frame of [Uint8Array.from(bytes), damaged(encodeUpdate(bytes), hurt, 1)]) {
        try {
          decodeFrame(frame);
        } catch (error) {
          assert.ok(error instanceof Error);
        }
      }
      for (const type of [100, 101, 102, 103]) decodeDown(type, decoding.createDecoder(Uint8Array.from(bytes)));
    }),
    RUN,
  );
});
