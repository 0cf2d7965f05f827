/** Every kind of document the engine serves. */
import type * as Y from "yjs";
import { newTicketDoc, openTicketRoots, readTicketDoc, type TicketContents } from "./ticket_doc.ts";

export const DOC_KINDS = ["ticket"] as const;
export type DocKind = typeof DOC_KINDS[number];

/** Which document: also the key of its room. */
export type DocRef = { kind: DocKind; id: string };

export const isDocKind = (kind: string): kind is DocKind => (DOC_KINDS as readonly string[]).includes(kind);
export const docKey = (ref: DocRef): string => `${ref.kind}/${ref.id}`;

const NEW = { ticket: newTicketDoc } satisfies Record<DocKind, () => Y.Doc>;
const OPEN_ROOTS = { ticket: openTicketRoots } satisfies Record<DocKind, (doc: Y.Doc) => void>;

/** An empty copy of this kind, its roots known by type. */
export const newDoc = (kind: DocKind): Y.Doc => NEW[kind]();
export const openRoots = (kind: DocKind, doc: Y.Doc): void => OPEN_ROOTS[kind](doc);

/** What a document says, as rows hold it. */
export type DocContents = { kind: "ticket"; ticket: TicketContents };

/** Roots whose change may change rows. A draft is nobody's row. */
const PROJECTED = { ticket: ["fields", "tags", "note"] } satisfies Record<DocKind, string[]>;

export function contentsOf(kind: DocKind, doc: Y.Doc, touched: "all"): DocContents;
/** Null when nothing was touched that rows show. */
export function contentsOf(kind: DocKind, doc: Y.Doc, touched: ReadonlySet<string>): DocContents | null;
export function contentsOf(kind: DocKind, doc: Y.Doc, touched: ReadonlySet<string> | "all"): DocContents | null {
  if (touched !== "all" && !PROJECTED[kind].some((root) => touched.has(root))) return null;
  return { kind, ticket: readTicketDoc(doc) };
}
