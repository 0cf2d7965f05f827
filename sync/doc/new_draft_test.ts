import assert from "node:assert/strict";
import * as Y from "yjs";
import { draftId, draftText, newTicketDoc, startNewDraft, ticketDraft, ticketSeed } from "./ticket_doc.ts";

const paragraph = (doc: Y.Doc) => ticketDraft(doc).get(0) as Y.XmlElement;
const write = (doc: Y.Doc, text: string) => paragraph(doc).insert(paragraph(doc).length, [new Y.XmlText(text)]);

function pair(): [Y.Doc, Y.Doc] {
  const docs: [Y.Doc, Y.Doc] = [newTicketDoc(), newTicketDoc()];
  for (const doc of docs) Y.applyUpdate(doc, ticketSeed("first"));
  write(docs[0], "Bom dia");
  meet(docs);
  return docs;
}

function meet([a, b]: [Y.Doc, Y.Doc]): void {
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
}

Deno.test("two who send one draft at once leave one empty paragraph and one new draft", () => {
  const docs = pair();
  write(docs[1], ", Vera");
  startNewDraft(docs[0], "second of a");
  startNewDraft(docs[1], "second of b");
  meet(docs);
  for (const doc of docs) assert.deepEqual([draftText(doc), ticketDraft(doc).length], ["", 1]);
  assert.equal(draftId(docs[0]), draftId(docs[1]));
  assert.notEqual(draftId(docs[0]), "first");
});

Deno.test("what a colleague types while a draft is sent stays, as the beginning of the next one", () => {
  const docs = pair();
  startNewDraft(docs[0], "second");
  write(docs[1], " e mais isto");
  meet(docs);
  for (const doc of docs) assert.equal(draftText(doc), " e mais isto");
});

Deno.test("a draft of several lines, or none at all, becomes one empty line", () => {
  const [doc] = pair();
  ticketDraft(doc).insert(1, [new Y.XmlElement("paragraph"), new Y.XmlElement("paragraph")]);
  startNewDraft(doc, "second");
  assert.deepEqual([draftText(doc), ticketDraft(doc).length], ["", 1]);
  ticketDraft(doc).delete(0, 1);
  startNewDraft(doc, "third");
  assert.deepEqual([draftText(doc), ticketDraft(doc).length, draftId(doc)], ["", 1, "third"]);
});
