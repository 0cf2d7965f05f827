import * as Y from "yjs";
import { type DocRef, newDoc } from "../doc/kinds.ts";
import type { Owners } from "../policy/check.ts";
import type { Owner, StoredDoc } from "./doc_store.ts";
import { piecesOf, splitUpdate } from "../wire/split_update.ts";
import type { Accepted } from "./room_types.ts";

/** `whole`: all of it as it was read, in pieces of about `pieceBytes`, when it was read in one. */
export type Copy = { doc: Y.Doc; whole: Uint8Array<ArrayBuffer>[] | undefined };

/**
 * A live copy of what is stored. Throws when that is not whole. Others go first between its pieces: twenty megabytes
 * put together at once would hold up everybody's for a second.
 */
export async function buildCopy(ref: DocRef, stored: StoredDoc, pieceBytes: number): Promise<Copy> {
  const doc = newDoc(ref.kind);
  const whole: Uint8Array<ArrayBuffer>[] = [];
  for (const part of stored.snapshot) {
    for (const piece of piecesOf(part, pieceBytes)) {
      if (whole.length > 0) await new Promise((resolve) => setImmediate(resolve));
      Y.applyUpdate(doc, piece);
      whole.push(piece);
    }
  }
  doc.transact(() => {
    for (const update of stored.updates) Y.applyUpdate(doc, update);
  });
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
    throw new Error(`stored document has a gap: ${ref.kind} ${ref.id} at ${stored.head}`);
  }
  return { doc, whole: stored.updates.length === 0 ? whole : undefined };
}

/** The same document with its log among the pieces of its snapshot, to be applied one after the other. */
export function inPieces(stored: StoredDoc, pieceBytes: number): StoredDoc & { snapshot: Uint8Array<ArrayBuffer>[] } {
  const parts = stored.updates.length > 0 ? [...stored.snapshot, Y.mergeUpdates(stored.updates)] : stored.snapshot;
  return { ...stored, snapshot: parts.flatMap((part) => splitUpdate(part, pieceBytes)), updates: [] };
}

export function ownersOf(owners: readonly Owner[]): Owners {
  // Client id 0 is the seed's.
  return new Map([[0, null], ...owners.map(({ clientId, memberId }) => [clientId, memberId] as const)]);
}

/** Client ids that wrote for the first time in these frames. */
export function ownersIn(frames: readonly Accepted[]): { clientId: number; memberId: string }[] {
  return frames.flatMap(({ session, newClients }) =>
    newClients.map((clientId) => ({ clientId, memberId: session.member.id }))
  );
}
