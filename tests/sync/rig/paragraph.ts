import * as Y from "yjs";
import { ticketNote } from "@sync/doc/ticket_doc.ts";
import type { Peer } from "./peer.ts";

/** A paragraph of the note, and its text. */
export function paragraph(peer: Peer): Y.XmlText {
  const text = new Y.XmlText();
  const element = new Y.XmlElement("paragraph");
  element.insert(0, [text]);
  ticketNote(peer.doc).insert(0, [element]);
  return text;
}
