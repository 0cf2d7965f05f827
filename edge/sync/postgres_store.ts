import * as Y from "yjs";
import { appendAtHead } from "@db/documents/append_at_head.ts";
import { appendUpdates, type DocumentUpdate } from "@db/documents/append_updates.ts";
import { bindClients } from "@db/documents/bind_clients.ts";
import { clientOwners } from "@db/documents/client_owners.ts";
import { compactDocument } from "@db/documents/compact_document.ts";
import { documentHeads } from "@db/documents/document_heads.ts";
import { loadDocument, loadDocumentIn } from "@db/documents/load_document.ts";
import { lockDocuments } from "@db/documents/lock_documents.ts";
import { readTail } from "@db/documents/read_tail.ts";
import { markTold } from "@db/documents/untold.ts";
import type { Sql, Tx } from "@db/tx.ts";
import { contentsOf, docKey, type DocRef, newDoc } from "@sync/doc/kinds.ts";
import type { AppendEntry, AppendResult, DocStore, FollowEntry, StoredDoc } from "@sync/server/doc_store.ts";
import { LIMITS } from "@sync/server/limits.ts";
import { isOnlyText } from "@sync/server/only_text.ts";
import { project } from "./project.ts";

export type PostgresStoreDeps = {
  /** The whole deployment's: one commit holds updates of many workspaces. */
  sql: Sql;
  /** Rows changed: the feed should look. */
  onCommit: () => void;
  /** Reads a large document elsewhere, in pieces of about so many bytes; without it everything is read here. */
  loadLarge?: (ref: DocRef, pieceBytes: number) => Promise<StoredDoc | "not_found">;
};

/** Pieces are of about this size: a little less than what would be cut up again where they arrive. */
const PIECE_BYTES = LIMITS.largeBytes * 3 / 4;

/** Rows of so many documents follow in one transaction: an action on one of their tickets waits no longer. */
const FOLLOWED_TOGETHER = 5;

/** Documents in PostgreSQL, with the rows that show their content. */
export function postgresDocStore({ sql, onCommit, loadLarge }: PostgresStoreDeps): DocStore {
  return {
    async load(ref) {
      const stored = await loadDocument(sql, ref.kind, ref.id, loadLarge ? LIMITS.largeBytes : Infinity);
      if (stored === undefined) return "not_found";
      // Without `loadLarge` nothing is too large to be read.
      if (stored === "large") return await loadLarge!(ref, PIECE_BYTES);
      return { ...stored, snapshot: [stored.snapshot] };
    },
    async since(ref, seq) {
      const updates = await readTail(sql, ref.kind, ref.id, seq);
      const [head] = updates.length > 0 ? [updates[0]!.seq - 1] : await documentHeads(sql, [ref]);
      return head === seq ? { updates, owners: await clientOwners(sql, ref.kind, ref.id) } : "compacted";
    },
    async append(entries) {
      const quick = await appendQuickly(sql, entries);
      const rest = entries.filter((_, i) => quick[i] === undefined);
      const slow = rest.length > 0
        ? await sql.begin((tx) => append(tx, rest)) as Appended
        : { results: [], rowsChanged: false };
      if (slow.rowsChanged) onCommit();
      return quick.map((result) => result ?? slow.results.shift()!);
    },
    async follow(entries) {
      const moved: FollowEntry[] = [];
      for (let n = 0; n < entries.length; n += FOLLOWED_TOGETHER) {
        const done = await sql.begin((tx) => follow(tx, entries.slice(n, n + FOLLOWED_TOGETHER))) as Followed;
        moved.push(...done.moved);
        if (done.rowsChanged) onCommit();
      }
      return moved;
    },
    compact: ({ kind, id }, seq, snapshot) => compactDocument(sql, kind, id, seq, snapshot),
    heads: (refs) => documentHeads(sql, refs),
  };
}

type Appended = { results: AppendResult[]; rowsChanged: boolean };

/** Those that are only text, of documents nobody else wrote meanwhile; undefined for the others. */
async function appendQuickly(
  sql: Sql,
  entries: readonly AppendEntry[],
): Promise<(AppendResult | undefined)[]> {
  const quick = entries.filter(isOnlyText);
  const stored = quick.length > 0 ? await appendAtHead(sql, quick.map(headEntry)) : [];
  const byKey = new Map(stored.map((doc) => [`${doc.kind}/${doc.id}`, doc]));
  return entries.map(({ ref, knownSeq }) => {
    const doc = byKey.get(docKey(ref));
    return doc && { ok: true as const, seq: knownSeq + 1, compactable: isCompactable(doc.logBytes, doc.snapshotBytes) };
  });
}

function headEntry({ ref, knownSeq, bytes, by, isFollowed }: AppendEntry) {
  return { kind: ref.kind, docId: ref.id, knownSeq, memberId: onlyAuthor(by), bytes, isFollowed };
}

async function append(tx: Tx, entries: readonly AppendEntry[]): Promise<Appended> {
  const tickets = entries.flatMap(changedTickets);
  const locked = await lockDocuments(tx, entries.map((entry) => entry.ref), tickets);
  const documents = new Map(locked.map((doc) => [`${doc.kind}/${doc.id}`, doc]));
  const taken = await takenClients(tx, entries);
  const updates: DocumentUpdate[] = [];
  const results = entries.map(({ ref, workspaceId, bytes, by, isFollowed }) => {
    const clientId = taken.get(docKey(ref));
    if (clientId !== undefined) return { ok: false as const, clientId };
    const doc = documents.get(docKey(ref));
    if (!doc) throw new Error(`cannot append to ${docKey(ref)}: it does not exist`);
    const seq = doc.head + 1;
    updates.push({ kind: ref.kind, docId: ref.id, seq, workspaceId, memberId: onlyAuthor(by), bytes, isFollowed });
    return { ok: true as const, seq, compactable: isCompactable(doc.logBytes + bytes.byteLength, doc.snapshotBytes) };
  });
  if (updates.length > 0) await appendUpdates(tx, updates);
  let rowsChanged = false;
  for (const [i, entry] of entries.entries()) {
    const result = results[i]!;
    if (!result.ok || entry.contents === null) continue;
    // Somebody else wrote in between: what the room holds is not what is stored.
    const contents = result.seq === entry.knownSeq + 1 ? entry.contents : await storedContents(tx, entry.ref);
    rowsChanged = await project(tx, entry.ref, contents, entry.by) || rowsChanged;
  }
  return { results, rowsChanged };
}

/** Tickets whose rows an entry may change; a column that goes moves more than these, rarely. */
function changedTickets({ ref, contents, by }: AppendEntry): string[] {
  if (contents === null) return [];
  if (contents.kind === "ticket") return [ref.id];
  return by.flatMap(({ touched }) => touched.flatMap(({ root, key }) => root === "cards" && key !== null ? [key] : []));
}

type Followed = { moved: FollowEntry[]; rowsChanged: boolean };

/**
 * The tickets' locks put those who follow one document in order; its own lock is taken only where its text must be
 * read from here: whoever types in it does not wait. A document that is gone has no rows to follow.
 */
async function follow(tx: Tx, entries: readonly FollowEntry[]): Promise<Followed> {
  const refs = entries.map((entry) => entry.ref);
  const tickets = refs.filter((ref) => ref.kind === "ticket").map((ref) => ref.id);
  await lockDocuments(tx, entries.filter((entry) => entry.known === null).map((entry) => entry.ref), tickets);
  const heads = await documentHeads(tx, refs);
  const followed: { kind: string; id: string; head: number }[] = [];
  const moved: FollowEntry[] = [];
  let rowsChanged = false;
  for (const [i, entry] of entries.entries()) {
    const { ref, known, by } = entry;
    const head = heads[i]!;
    if (head === 0) continue;
    if (known && known.seq !== head) {
      moved.push(entry);
      continue;
    }
    rowsChanged = await project(tx, ref, known?.contents ?? await storedContents(tx, ref), by) || rowsChanged;
    followed.push({ ...ref, head });
  }
  await markTold(tx, followed);
  return { moved, rowsChanged };
}

/** Documents of which another member holds a client id: one of them each. */
async function takenClients(tx: Tx, entries: readonly AppendEntry[]): Promise<Map<string, number>> {
  const bindings = entries.flatMap(({ ref, workspaceId, newClients }) =>
    newClients.map((owner) => ({ kind: ref.kind, docId: ref.id, workspaceId, ...owner }))
  );
  const conflicts = await bindClients(tx, bindings);
  return new Map(conflicts.map((conflict) => [`${conflict.kind}/${conflict.docId}`, conflict.clientId]));
}

/** Null when several wrote it. */
function onlyAuthor(by: AppendEntry["by"]): string | null {
  const members = new Set(by.map(({ memberId }) => memberId));
  return members.size === 1 ? by[0]!.memberId : null;
}

function isCompactable(logBytes: number, snapshotBytes: number): boolean {
  return logBytes > Math.max(LIMITS.compactBytes, snapshotBytes);
}

async function storedContents(tx: Tx, ref: DocRef) {
  const stored = await loadDocumentIn(tx, ref.kind, ref.id);
  const doc = newDoc(ref.kind);
  for (const update of [stored!.snapshot, ...stored!.updates]) Y.applyUpdate(doc, update);
  const contents = contentsOf(ref.kind, doc, "all");
  doc.destroy();
  return contents;
}
