import assert from "node:assert/strict";
import fc from "fast-check";
import * as Y from "yjs";
import { splitUpdate } from "./split_update.ts";

/** Some clients that write in turns into each other's text, delete, and hear of each other. */
function written(steps: readonly [client: number, at: number, what: number][]): Y.Doc {
  const docs = [0, 1, 2, 3].map((i) => {
    const doc = new Y.Doc();
    doc.clientID = 100 + i;
    return doc;
  });
  for (const [client, at, what] of steps) {
    const doc = docs[client]!;
    const text = doc.getText("t");
    const place = text.length === 0 ? 0 : at % text.length;
    if (what % 5 === 0 && text.length > 0) text.delete(place, Math.min(7, text.length - place));
    else if (what % 5 === 1) doc.getMap("m").set(`k${at % 6}`, new Y.XmlText(`${what}`));
    else if (what % 5 === 2) { for (const other of docs) Y.applyUpdate(other, Y.encodeStateAsUpdate(doc)); }
    else text.insert(place, `${what} lorem ipsum`);
  }
  for (const doc of docs) Y.applyUpdate(docs[0]!, Y.encodeStateAsUpdate(doc));
  return docs[0]!;
}
const shape = (doc: Y.Doc) => [doc.getText("t").toString(), doc.getMap("m").toJSON()];

Deno.test("[S11] splitUpdate(): pieces applied in order make the same document, and none waits for a later one", () => {
  const step = fc.tuple(fc.nat(3), fc.nat(10_000), fc.nat(10_000));
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 120 }), fc.integer({ min: 1, max: 400 }), (steps, bytes) => {
      const doc = written(steps);
      const update = Y.encodeStateAsUpdate(doc);
      const pieces = splitUpdate(update, bytes);
      const copy = new Y.Doc();
      for (const piece of pieces) {
        Y.applyUpdate(copy, piece);
        assert.equal(copy.store.pendingStructs, null);
        assert.equal(copy.store.pendingDs, null);
      }
      assert.deepEqual(shape(copy), shape(doc));
      assert.deepEqual(Y.encodeStateVector(copy), Y.encodeStateVector(doc));
      assert.ok(
        Y.equalDeleteSets(Y.createDeleteSetFromStructStore(copy.store), Y.createDeleteSetFromStructStore(doc.store)),
      );
      // What a struct is long beyond it: the longest text of a step, merged with what followed it.
      if (update.byteLength > bytes * 4 && bytes > 100) assert.ok(pieces.length > 1);
    }),
    { numRuns: 300 },
  );
});

Deno.test("splitUpdate(): twenty megabytes become pieces of half a megabyte", () => {
  const doc = new Y.Doc();
  const note = doc.getXmlFragment("note");
  for (let i = 0; i < 8_000; i++) {
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [new Y.XmlText(`${i} `.padEnd(500, "lorem ipsum "))]);
    note.push([paragraph]);
  }
  const pieces = splitUpdate(Y.encodeStateAsUpdate(doc), 100_000);
  assert.ok(pieces.length > 30 && pieces.every((piece) => piece.byteLength < 102_000));
});
