/**
 * One person in one document, through a stock client: types into a paragraph of their own in the ticket's note. Each
 * update is a piece of text `<number>:<time>;`, so what arrived elsewhere is counted by content, however the frames on
 * the way were merged.
 */
import * as Y from "yjs";

export type Line = {
  /** Settled: everything of the server is here. */
  synced: Promise<void>;
  /** How many of our updates the server says are saved; undefined when it never says. */
  acknowledged(): number | undefined;
  /** Frames go to `hear` alone, no longer into the document. */
  listenOnly(hear: (frame: Uint8Array) => void): void;
  close(): void;
};

export type Heard = (author: number, number: number, writtenAt: number) => void;

const LATIN1 = new TextDecoder("latin1");
/** A time in milliseconds, which nothing else in a frame looks like. */
const PIECE = /:(\d{13}\.\d{3});/g;

export class Writer {
  readonly doc = new Y.Doc();
  written = 0;
  line: Line | undefined;
  #text: Y.XmlText | undefined;
  #own: Set<string> | undefined;

  constructor(heard: Heard) {
    this.doc.getXmlFragment("note");
    this.doc.on("afterTransaction", (transaction: Y.Transaction) => {
      if (!transaction.local) tell(transaction, heard);
    });
  }

  /** A paragraph of one's own, once the document is here. */
  begin(): void {
    const paragraph = new Y.XmlElement("paragraph");
    this.#text = new Y.XmlText();
    paragraph.insert(0, [this.#text]);
    this.doc.getXmlFragment("note").push([paragraph]);
  }

  /** `now` is another for every piece of this process. */
  write(now: number): void {
    const time = now.toFixed(3);
    this.#own?.add(time);
    this.#text!.insert(this.#text!.length, `${++this.written}:${time};`);
  }

  /**
   * Reads pieces off the frames without applying them, a fifth of the work: so that under high loads the server is
   * the limit and not the clients. What comes back of one's own is not counted.
   */
  listenOnly(heard: (writtenAt: number) => void): void {
    const own = this.#own = new Set<string>();
    this.line!.listenOnly((frame) => {
      for (const [, time] of LATIN1.decode(frame).matchAll(PIECE)) if (!own.delete(time!)) heard(Number(time));
    });
  }

  close(): void {
    this.line?.close();
    this.doc.destroy();
  }
}

/** What each author's paragraph holds in this document. */
export function numbersOf(doc: Y.Doc): Map<number, Set<number>> {
  const found = new Map<number, Set<number>>();
  for (const [author, structs] of doc.store.clients) {
    const numbers = new Set<number>();
    for (const struct of structs) eachPiece(struct, (number) => numbers.add(number));
    found.set(author, numbers);
  }
  return found;
}

/** Only what this transaction brought: from the end of each author's items back to where they stood before. */
function tell(transaction: Y.Transaction, heard: Heard): void {
  for (const [author, clock] of transaction.afterState) {
    const before = transaction.beforeState.get(author) ?? 0;
    if (clock === before) continue;
    const structs = transaction.doc.store.clients.get(author)!;
    for (let at = structs.length - 1; at >= 0 && structs[at]!.id.clock >= before; at--) {
      eachPiece(structs[at]!, (number, time) => heard(author, number, time));
    }
  }
}

function eachPiece(struct: Y.Item | Y.GC, found: (number: number, time: number) => void): void {
  if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) return;
  for (const piece of struct.content.str.split(";")) {
    const colon = piece.indexOf(":");
    if (colon > 0) found(Number(piece.slice(0, colon)), Number(piece.slice(colon + 1)));
  }
}
