/** Every kind of document the engine serves. */
import type * as Y from "yjs";
import { newTicketDoc, openTicketRoots } from "./ticket_doc.ts";

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
