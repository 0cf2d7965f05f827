import type { Sql, Tx } from "../tx.ts";
import { clientOwners, type StoredOwner } from "./client_owners.ts";
import { readTail } from "./read_tail.ts";

export type StoredDocument = {
  workspaceId: string;
  snapshot: Uint8Array;
  updates: Uint8Array[];
  head: number;
  owners: StoredOwner[];
};

/** Everything stored of one document, as of one moment; of one with more than `mostBytes` only that it is large. */
export async function loadDocument(
  sql: Sql,
  kind: string,
  id: string,
  mostBytes = Infinity,
): Promise<StoredDocument | "large" | undefined> {
  return await sql.begin("isolation level repeatable read read only", async (tx) => {
    if (mostBytes < Infinity) {
      const [doc] = await tx<{ bytes: number }[]>`
        select (octet_length(snapshot) + log_bytes)::float8 as bytes from docs where kind = ${kind} and id = ${id}`;
      if (doc && doc.bytes > mostBytes) return "large";
    }
    return await loadDocumentIn(tx, kind, id);
  }) as StoredDocument | "large" | undefined;
}

/** The same inside a transaction that holds the document's lock, or sees one snapshot. */
export async function loadDocumentIn(tx: Tx, kind: string, id: string): Promise<StoredDocument | undefined> {
  const [doc] = await tx<{ workspace_id: string; snapshot: Uint8Array; snapshot_seq: number; head: number }[]>`
    select workspace_id, snapshot, snapshot_seq::float8 as snapshot_seq, head::float8 as head
    from docs where kind = ${kind} and id = ${id}`;
  if (!doc) return undefined;
  const tail = await readTail(tx, kind, id, doc.snapshot_seq);
  if (tail.length !== doc.head - doc.snapshot_seq) {
    throw new Error(`updates are missing from ${kind} ${id}: ${tail.length} of ${doc.head - doc.snapshot_seq}`);
  }
  return {
    workspaceId: doc.workspace_id,
    snapshot: doc.snapshot,
    updates: tail.map((update) => update.bytes),
    head: doc.head,
    owners: await clientOwners(tx, kind, id),
  };
}
