import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { docKey, type DocRef } from "../doc/kinds.ts";
import type { AwarenessEntry } from "../wire/frame.ts";
import type { Owner } from "./doc_store.ts";

/** Between nodes, about one document. Anything lost is found in the store by its sequence (SPEC.md R7). */
export type BusMessage =
  /** Committed updates; without bytes when they were too large for the bus. */
  | { type: "updates"; fromSeq: number; toSeq: number; owners: Owner[]; updates: Uint8Array[] }
  | { type: "awareness"; node: string; entries: AwarenessEntry[] }
  /** A node opened the document and asks who is there. */
  | { type: "who"; node: string };

/** NATS refuses more than 1 MB. */
const MAX_BYTES = 900_000;

export const docSubject = (ref: DocRef): string => `doc.${docKey(ref).replace("/", ".")}`;

export function encodeBusMessage(message: BusMessage): Uint8Array<ArrayBuffer> {
  const updates = message.type === "updates" ? message.updates : [];
  const size = updates.reduce((sum, update) => sum + update.byteLength, 0);
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, JSON.stringify({ ...message, updates: undefined }));
  if (size <= MAX_BYTES) { for (const update of updates) encoding.writeVarUint8Array(encoder, update); }
  return encoding.toUint8Array(encoder);
}

export function decodeBusMessage(data: Uint8Array): BusMessage {
  const decoder = decoding.createDecoder(data as Uint8Array<ArrayBuffer>);
  // Nodes of one deployment trust each other; a different version is caught by its own try.
  const message = JSON.parse(decoding.readVarString(decoder)) as BusMessage;
  if (message.type !== "updates") return message;
  const updates: Uint8Array[] = [];
  while (decoding.hasContent(decoder)) updates.push(decoding.readVarUint8Array(decoder));
  return { ...message, updates };
}
