/** Every kind of document the engine serves. */
import type * as Y from "yjs";
import { type BoardValues, newBoardDoc, openBoardRoots, readBoardValues } from "./board_doc.ts";
import {
  newTicketDoc,
  openTicketRoots,
  readTicketDoc,
  readTicketValues,
  type TicketContents,
  type TicketValues,
} from "./ticket_doc.ts";

export const DOC_KINDS = ["ticket", "board"] as const;
export type DocKind = typeof DOC_KINDS[number];

/** Which document: also the key of its room. */
export type DocRef = { kind: DocKind; id: string };

export const isDocKind = (kind: string): kind is DocKind => (DOC_KINDS as readonly string[]).includes(kind);
export const docKey = (ref: DocRef): string => `${ref.kind}/${ref.id}`;

const NEW = { ticket: newTicketDoc, board: newBoardDoc } satisfies Record<DocKind, () => Y.Doc>;
const OPEN_ROOTS = { ticket: openTicketRoots, board: openBoardRoots } satisfies Record<
  DocKind,
  (doc: Y.Doc) => void
>;

/** An empty copy of this kind, its roots known by type. */
export const newDoc = (kind: DocKind): Y.Doc => NEW[kind]();
export const openRoots = (kind: DocKind, doc: Y.Doc): void => OPEN_ROOTS[kind](doc);

/** What a document says, as rows hold it; its text only where rows are to follow it. */
export type DocContents =
  | { kind: "ticket"; ticket: TicketValues | TicketContents }
  | { kind: "board"; board: BoardValues };

/** Roots whose change may change rows, in the transaction that stores it. */
const PROJECTED = { ticket: ["fields", "tags"], board: ["columns", "names", "colours", "cards"] } satisfies Record<
  DocKind,
  string[]
>;
/** Text that a row repeats a moment later (SPEC.md R13). A draft is nobody's row. */
const FOLLOWED = { ticket: ["note"], board: [] } satisfies Record<DocKind, string[]>;

export function contentsOf(kind: DocKind, doc: Y.Doc, touched: "all"): DocContents;
/** Null when nothing was touched that rows show at once. */
export function contentsOf(kind: DocKind, doc: Y.Doc, touched: ReadonlySet<string>): DocContents | null;
export function contentsOf(kind: DocKind, doc: Y.Doc, touched: ReadonlySet<string> | "all"): DocContents | null {
  if (touched !== "all" && !PROJECTED[kind].some((root) => touched.has(root))) return null;
  if (kind === "board") return { kind, board: readBoardValues(doc) };
  return { kind, ticket: touched === "all" ? readTicketDoc(doc) : readTicketValues(doc) };
}

/** Whether rows repeat what is written there, a moment later. */
export function isFollowed(kind: DocKind, root: string): boolean {
  const followed: readonly string[] = FOLLOWED[kind];
  return followed.includes(root);
}
