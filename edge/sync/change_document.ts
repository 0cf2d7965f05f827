import * as Y from "yjs";
import { appendUpdates } from "@db/documents/append_updates.ts";
import { bindClients } from "@db/documents/bind_clients.ts";
import { loadDocumentIn } from "@db/documents/load_document.ts";
import { lockDocuments } from "@db/documents/lock_documents.ts";
import type { Tx } from "@db/tx.ts";
import { contentsOf, type DocRef, newDoc } from "@sync/doc/kinds.ts";
import type { Touched } from "@sync/policy/check.ts";
import { docSubject, encodeBusMessage } from "@sync/server/bus_message.ts";
import type { Bus } from "../bus/bus.ts";
import { project } from "./project.ts";

export type DocumentChange = {
  ref: DocRef;
  seq: number;
  owner: { clientId: number; memberId: string | null };
  update: Uint8Array<ArrayBuffer>;
};

/**
 * Edits a document inside an action's transaction: its log and its rows change with the action or not at all. `null`
 * when the edit changed nothing. After COMMIT give the answer to `announceChange`; forgotten, open rooms find out
 * within 15 s. Throws when there is no such document in this workspace.
 */
export async function changeDocument(
  tx: Tx,
  ref: DocRef,
  workspaceId: string,
  memberId: string | null,
  edit: (doc: Y.Doc) => void,
): Promise<DocumentChange | null> {
  const [locked] = await lockDocuments(tx, [ref], ref.kind === "ticket" ? [ref.id] : []);
  const stored = locked && await loadDocumentIn(tx, ref.kind, ref.id);
  if (!stored || stored.workspaceId !== workspaceId) {
    throw new Error(`cannot change ${ref.kind} ${ref.id}: no such document`);
  }
  const doc = newDoc(ref.kind);
  for (const update of [stored.snapshot, ...stored.updates]) Y.applyUpdate(doc, update);
  const before = Y.encodeStateVector(doc);
  const touched: Touched[] = [];
  let changed = false;
  doc.on("afterTransaction", (transaction) => {
    changed ||= transaction.changed.size > 0;
    for (const [type, keys] of transaction.changed) {
      if (type._item === null) { for (const key of keys) touched.push({ root: Y.findRootTypeKey(type), key }); }
    }
  });
  doc.transact(() => edit(doc));
  if (!changed) return null;
  const update = Uint8Array.from(Y.encodeStateAsUpdate(doc, before));
  const seq = stored.head + 1;
  const { kind, id } = ref;
  const owner = { clientId: doc.clientID, memberId };
  const [taken] = await bindClients(tx, [{ kind, docId: id, workspaceId, ...owner }]);
  if (taken) throw new Error(`cannot change ${kind} ${id}: client id ${owner.clientId} is taken`);
  await appendUpdates(tx, [{ kind, docId: id, seq, workspaceId, memberId, bytes: update, isFollowed: false }]);
  const contents = contentsOf(kind, doc, "all");
  await project(tx, ref, contents, [{ memberId, touched }]);
  doc.destroy();
  return { ref, seq, owner, update };
}

/** After COMMIT: the open rooms of every node apply it and tell their readers. */
export function announceChange(bus: Bus, { ref, seq, owner, update }: DocumentChange): void {
  const message = { type: "updates" as const, fromSeq: seq, toSeq: seq, owners: [owner], updates: [update] };
  bus.publish(docSubject(ref), encodeBusMessage(message));
}
