/**
 * The shape of a ticket's document (SPEC.md P1): five roots, no other. Values are flat, so two people who create the
 * same thing at once never lose one of them (facts/sync.md §3: concurrent nested creation drops a subtree).
 */
import * as Y from "yjs";
import { PRIORITIES, type Priority } from "@domain/ticket.ts";
import { xmlText } from "./xml_text.ts";

export const TICKET_ROOTS = ["fields", "tags", "note", "draft", "meta"] as const;
export type TicketRoot = typeof TICKET_ROOTS[number];

/** The built-in keys of `fields`; every other key is a custom field's. */
export const BUILT_IN_FIELDS = ["stage", "type", "demand", "priority", "value"] as const;

/** What the document says beside its texts, as rows hold it. */
export type TicketValues = {
  stage: string;
  type: string;
  demand: string;
  priority: Priority;
  value: string | null;
  fields: Record<string, string>;
  tagIds: string[];
};
/** The same with the note's text: reading that takes as long as it is. */
export type TicketContents = TicketValues & { noteText: string };

export const ticketFields = (doc: Y.Doc): Y.Map<string> => doc.getMap<string>("fields");
export const ticketTags = (doc: Y.Doc): Y.Map<true> => doc.getMap<true>("tags");
export const ticketNote = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment("note");
export const ticketDraft = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment("draft");
export const ticketMeta = (doc: Y.Doc): Y.Map<string> => doc.getMap<string>("meta");

/** An empty document with its roots known by type. Without this a root from an update has no class of its own. */
export function newTicketDoc(): Y.Doc {
  const doc = new Y.Doc();
  openTicketRoots(doc);
  return doc;
}

export function openTicketRoots(doc: Y.Doc): void {
  ticketFields(doc);
  ticketTags(doc);
  ticketNote(doc);
  ticketDraft(doc);
  ticketMeta(doc);
}

/**
 * The first state of every ticket's document, made by the server with the ticket. Same input, same bytes, so that
 * seeding twice changes nothing. Both texts begin with one empty paragraph, which nobody has to create.
 */
export function ticketSeed(draftId: string): Uint8Array<ArrayBuffer> {
  const doc = newTicketDoc();
  doc.clientID = 0;
  doc.transact(() => {
    ticketMeta(doc).set("draft", draftId);
    ticketNote(doc).insert(0, [new Y.XmlElement("paragraph")]);
    ticketDraft(doc).insert(0, [new Y.XmlElement("paragraph")]);
  });
  return Uint8Array.from(Y.encodeStateAsUpdate(doc));
}

export function readTicketDoc(doc: Y.Doc): TicketContents {
  return { ...readTicketValues(doc), noteText: xmlText(ticketNote(doc)) };
}

export function readTicketValues(doc: Y.Doc): TicketValues {
  const written = ticketFields(doc).toJSON() as Record<string, string | undefined>;
  const { stage = "", type = "", demand = "", priority = "normal", value = null, ...fields } = written;
  return {
    stage,
    type,
    demand,
    priority: PRIORITIES.find((known) => known === priority) ?? "normal",
    value: value === "" ? null : value,
    // Sorted: copies that are equal read equal, whatever order their updates came in.
    fields: Object.fromEntries(
      Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined).sort(([a], [b]) =>
        a < b ? -1 : 1
      ),
    ),
    tagIds: [...ticketTags(doc).keys()].sort(),
  };
}

/** The draft as the plain text a message carries. */
export const draftText = (doc: Y.Doc): string => xmlText(ticketDraft(doc));

/** Which draft is being written; a `send` names it, and one draft is sent once. */
export const draftId = (doc: Y.Doc): string | undefined => ticketMeta(doc).get("draft");

/** Sets a field, or clears it with an empty value. */
export function setTicketField(doc: Y.Doc, key: string, value: string): void {
  if (value === "") ticketFields(doc).delete(key);
  else if (ticketFields(doc).get(key) !== value) ticketFields(doc).set(key, value);
}

export function setTicketTag(doc: Y.Doc, tagId: string, on: boolean): void {
  if (on === ticketTags(doc).has(tagId)) return;
  if (on) ticketTags(doc).set(tagId, true);
  else ticketTags(doc).delete(tagId);
}

/** What a ticket says, put into the fresh document of the one that goes on with it: all but the draft. */
export function copyTicketDoc(from: Y.Doc, to: Y.Doc): void {
  to.transact(() => {
    for (const [key, value] of ticketFields(from)) setTicketField(to, key, value);
    for (const tagId of ticketTags(from).keys()) setTicketTag(to, tagId, true);
    const note = ticketNote(to);
    note.delete(0, note.length);
    note.insert(0, ticketNote(from).toArray().map((node) => node.clone() as Y.XmlElement | Y.XmlText));
  });
}

/**
 * After sending: an empty draft under a new id. Its first paragraph stays and is emptied: two who send at once leave one
 * paragraph, not two, and what somebody types into it at that moment is not thrown away with it.
 */
export function startNewDraft(doc: Y.Doc, newDraftId: string): void {
  doc.transact(() => {
    const draft = ticketDraft(doc);
    const first = draft.length > 0 ? draft.get(0) : undefined;
    if (first instanceof Y.XmlElement) {
      first.delete(0, first.length);
      draft.delete(1, draft.length - 1);
    } else {
      draft.delete(0, draft.length);
      draft.insert(0, [new Y.XmlElement("paragraph")]);
    }
    ticketMeta(doc).set("draft", newDraftId);
  });
}
