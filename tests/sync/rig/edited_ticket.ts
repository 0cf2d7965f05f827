import * as Y from "yjs";
import {
  newTicketDoc,
  setTicketField,
  setTicketTag,
  startNewDraft,
  ticketDraft,
  ticketNote,
} from "@sync/doc/ticket_doc.ts";
import { Random } from "../../support/random.ts";

/**
 * A ticket two people have worked on for a year: replies typed letter by letter with corrections and sent, the note
 * written on and cut, fields and tags changed. Out: each edit as one update, in order, and the content.
 */
export function editedTicket(start: Uint8Array, edits: number, seed: number): { updates: Uint8Array[]; doc: Y.Doc } {
  const dice = new Random(seed);
  const people = [newTicketDoc(), newTicketDoc()] as const;
  const updates: Uint8Array[] = [];
  for (const [i, person] of people.entries()) {
    Y.applyUpdate(person, start);
    person.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === "other") return;
      updates.push(update);
      Y.applyUpdate(people[1 - i]!, update, "other");
    });
  }
  while (updates.length < edits) {
    const person = people[dice.next() < 0.5 ? 0 : 1]!;
    for (let key = 0; key < 60; key++) type(textOf(person, "draft"), dice);
    person.transact(() => startNewDraft(person, crypto.randomUUID()));
    if (dice.next() < 0.3) setTicketField(person, "stage", `etapa ${Math.floor(dice.next() * 9)}`);
    if (dice.next() < 0.2) setTicketTag(person, `tag ${Math.floor(dice.next() * 5)}`, dice.next() < 0.5);
    if (dice.next() < 0.3) {
      for (let key = 0; key < 20; key++) {
        const note = textOf(person, "note");
        if (note.length > 400) note.delete(0, 200);
        type(note, dice);
      }
    }
  }
  return { updates, doc: people[0] };
}

function type(text: Y.XmlText, dice: Random): void {
  if (text.length > 2 && dice.next() < 0.06) text.delete(text.length - 1, 1);
  else text.insert(text.length, "abcdefghij "[Math.floor(dice.next() * 11)]!);
}

function textOf(doc: Y.Doc, root: "draft" | "note"): Y.XmlText {
  const fragment = root === "draft" ? ticketDraft(doc) : ticketNote(doc);
  const paragraph = fragment.get(0) as Y.XmlElement;
  if (paragraph.length === 0) paragraph.insert(0, [new Y.XmlText()]);
  return paragraph.get(0) as Y.XmlText;
}
