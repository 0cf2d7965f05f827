import * as Y from "yjs";
import { type DocRef, newDoc } from "../doc/kinds.ts";
import type { Owners } from "../policy/check.ts";
import type { Owner, StoredDoc } from "./doc_store.ts";
import type { Accepted } from "./room_types.ts";

/** A live copy of what is stored. Throws when that is not whole. */
export function buildCopy(ref: DocRef, stored: StoredDoc): Y.Doc {
  const doc = newDoc(ref.kind);
  doc.transact(() => {
    Y.applyUpdate(doc, stored.snapshot);
    for (const update of stored.updates) Y.applyUpdate(doc, update);
  });
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
    throw new Error(`stored document has a gap: ${ref.kind} ${ref.id} at ${stored.head}`);
  }
  return doc;
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
