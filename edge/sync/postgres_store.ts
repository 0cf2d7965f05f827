import * as Y from "yjs";
import { appendUpdates, type DocumentUpdate } from "@db/documents/append_updates.ts";
import { bindClients } from "@db/documents/bind_clients.ts";
import { clientOwners } from "@db/documents/client_owners.ts";
import { compactDocument } from "@db/documents/compact_document.ts";
import { documentHeads } from "@db/documents/document_heads.ts";
import { loadDocument, loadDocumentIn } from "@db/documents/load_document.ts";
import { lockDocuments, type LockedDocument } from "@db/documents/lock_documents.ts";
import { readTail } from "@db/documents/read_tail.ts";
import type { Sql, Tx } from "@db/tx.ts";
import { contentsOf, docKey, type DocRef, newDoc } from "@sync/doc/kinds.ts";
import type { AppendEntry, AppendResult, DocStore } from "@sync/server/doc_store.ts";
import { LIMITS } from "@sync/server/limits.ts";
import { project } from "./project.ts";

export type PostgresStoreDeps = {
  /** The whole deployment's: one commit holds updates of many workspaces. */
  sql: Sql;
  /** Rows changed: the feed should look. */
  onCommit: () => void;
};

/** Documents in PostgreSQL, with the rows that show their content. */
export function postgresDocStore({ sql, onCommit }: PostgresStoreDeps): DocStore {
  return {
    async load({ kind, id }) {
      return await loadDocument(sql, kind, id) ?? "not_found";
    },
    async since(ref, seq) {
      const updates = await readTail(sql, ref.kind, ref.id, seq);
      const [head] = updates.length > 0 ? [updates[0]!.seq - 1] : await documentHeads(sql, [ref]);
      return head === seq ? { updates, owners: await clientOwners(sql, ref.kind, ref.id) } : "compacted";
    },
    async append(entries) {
      const { results, rowsChanged } = await sql.begin((tx) => append(tx, entries)) as Appended;
      if (rowsChanged) onCommit();
      return results;
    },
    compact: ({ kind, id }, seq, snapshot) => compactDocument(sql, kind, id, seq, snapshot),
    heads: (refs) => documentHeads(sql, refs),
  };
}

type Appended = { results: AppendResult[]; rowsChanged: boolean };

async function append(tx: Tx, entries: readonly AppendEntry[]): Promise<Appended> {
  const tickets = entries.filter((entry) => entry.contents?.kind === "ticket").map((entry) => entry.ref.id);
  const locked = await lockDocuments(tx, entries.map((entry) => entry.ref), tickets);
  const documents = new Map(locked.map((doc) => [`${doc.kind}/${doc.id}`, doc]));
  const taken = await takenClients(tx, entries);
  const updates: DocumentUpdate[] = [];
  const results = entries.map((entry) => {
    const clientId = taken.get(docKey(entry.ref));
    if (clientId !== undefined) return { ok: false as const, clientId };
    const doc = documents.get(docKey(entry.ref));
    if (!doc) throw new Error(`cannot append to ${docKey(entry.ref)}: it does not exist`);
    return { ok: true as const, ...place(entry, doc, updates) };
  });
  if (updates.length > 0) await appendUpdates(tx, updates);
  let rowsChanged = false;
  for (const [i, entry] of entries.entries()) {
    const result = results[i]!;
    if (!result.ok || entry.contents === null) continue;
    // Somebody else wrote in between: what the room holds is not what is stored.
    const contents = result.fromSeq === entry.knownSeq + 1 ? entry.contents : await storedContents(tx, entry.ref);
    rowsChanged = await project(tx, entry.ref, contents, entry.updates) || rowsChanged;
  }
  return { results, rowsChanged };
}

/** Documents of which another member holds a client id: one of them each. */
async function takenClients(tx: Tx, entries: readonly AppendEntry[]): Promise<Map<string, number>> {
  const bindings = entries.flatMap(({ ref, workspaceId, updates }) =>
    updates.flatMap(({ newClients, memberId }) =>
      newClients.map((clientId) => ({ kind: ref.kind, docId: ref.id, clientId, workspaceId, memberId }))
    )
  );
  const conflicts = await bindClients(tx, bindings);
  return new Map(conflicts.map((conflict) => [`${conflict.kind}/${conflict.docId}`, conflict.clientId]));
}

function place(entry: AppendEntry, doc: LockedDocument, updates: DocumentUpdate[]) {
  let bytes = doc.logBytes;
  entry.updates.forEach((update, i) => {
    bytes += update.bytes.byteLength;
    updates.push({
      kind: doc.kind,
      docId: doc.id,
      seq: doc.head + 1 + i,
      workspaceId: entry.workspaceId,
      memberId: update.memberId,
      bytes: update.bytes,
    });
  });
  const compactable = bytes > Math.max(LIMITS.compactBytes, doc.snapshotBytes);
  return { fromSeq: doc.head + 1, toSeq: doc.head + entry.updates.length, compactable };
}

async function storedContents(tx: Tx, ref: DocRef) {
  const stored = await loadDocumentIn(tx, ref.kind, ref.id);
  const doc = newDoc(ref.kind);
  for (const update of [stored!.snapshot, ...stored!.updates]) Y.applyUpdate(doc, update);
  const contents = contentsOf(ref.kind, doc, "all");
  doc.destroy();
  return contents;
}
