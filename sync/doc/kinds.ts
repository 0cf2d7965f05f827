/** Every kind of document the engine serves. */
import type * as Y from "yjs";
import {
  newTicketDoc,
  openTicketRoots,
  readTicketDoc,
  readTicketValues,
  type TicketContents,
  type TicketValues,
} from "./ticket_doc.ts";

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

/** What a document says, as rows hold it; its text only where rows are to follow it. */
export type DocContents = { kind: "ticket"; ticket: TicketValues | TicketContents };

/** Roots whose change may change rows, in the transaction that stores it. */
const PROJECTED = { ticket: ["fields", "tags"] } satisfies Record<DocKind, string[]>;
/** Text that a row repeats a moment later (SPEC.md R13). A draft is nobody's row. */
const FOLLOWED = { ticket: ["note"] } satisfies Record<DocKind, string[]>;

export function contentsOf(kind: DocKind, doc: Y.Doc, touched: "all"): DocContents;
/** Null when nothing was touched that rows show at once. */
export function contentsOf(kind: DocKind, doc: Y.Doc, touched: ReadonlySet<string>): DocContents | null;
export function contentsOf(kind: DocKind, doc: Y.Doc, touched: ReadonlySet<string> | "all"): DocContents | null {
  if (touched !== "all" && !PROJECTED[kind].some((root) => touched.has(root))) return null;
  return { kind, ticket: touched === "all" ? readTicketDoc(doc) : readTicketValues(doc) };
}

/** Whether rows repeat what is written there, a moment later. */
export function isFollowed(kind: DocKind, root: string): boolean {
  return FOLLOWED[kind].includes(root);
}
