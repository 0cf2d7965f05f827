import * as Y from "yjs";

/** Characters of a paragraph. */
const PARAGRAPH = 500;

/** An update of about so many bytes: a note of many paragraphs, as a client would have written it. */
export function largeUpdate(bytes: number): Uint8Array<ArrayBuffer> {
  const doc = new Y.Doc();
  const note = doc.getXmlFragment("note");
  for (let written = 0; written < bytes; written += PARAGRAPH) {
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [new Y.XmlText(`${written} `.padEnd(PARAGRAPH, "lorem ipsum "))]);
    note.push([paragraph]);
  }
  return Uint8Array.from(Y.encodeStateAsUpdate(doc));
}
