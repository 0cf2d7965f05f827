import assert from "node:assert/strict";
import * as Y from "yjs";
import {
  copyTicketDoc,
  draftId,
  draftText,
  readTicketDoc,
  setTicketField,
  setTicketTag,
  ticketDraft,
  ticketNote,
  ticketSeed,
} from "./ticket_doc.ts";

function seeded(draft: string): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, ticketSeed(draft));
  return doc;
}

Deno.test("a ticket that goes on elsewhere takes fields, tags and the note with its marks along, and leaves the draft (ASG-14)", () => {
  const [from, to] = [seeded("draft-1"), seeded("draft-2")];
  setTicketField(from, "stage", "stage-1");
  setTicketField(from, "f_1", "Casa 12");
  setTicketTag(from, "tag-1", true);
  const line = new Y.XmlElement("paragraph");
  const text = new Y.XmlText();
  text.insert(0, "Prefere manhã", { bold: {} });
  line.insert(0, [text]);
  ticketNote(from).insert(1, [line]);
  const words = new Y.XmlText("ainda não enviado");
  (ticketDraft(from).get(0) as Y.XmlElement).insert(0, [words]);
  copyTicketDoc(from, to);
  assert.deepEqual(readTicketDoc(to), readTicketDoc(from));
  assert.equal(ticketNote(to).toString(), ticketNote(from).toString());
  assert.match(ticketNote(to).toString(), /<bold>Prefere manhã<\/bold>/);
  assert.deepEqual([draftText(to), draftId(to)], ["", "draft-2"]);
});
