import type { Tx } from "../tx.ts";

export type DocumentUpdate = {
  kind: string;
  docId: string;
  seq: number;
  workspaceId: string;
  memberId: string | null;
  bytes: Uint8Array;
  /** Rows are to follow it (docs.untold_since). */
  isFollowed: boolean;
};

/** A statement takes 65,535 parameters. */
const MOST = 5_000;

/** Stores updates whose sequences were taken under the documents' locks, and moves the heads. */
export async function appendUpdates(tx: Tx, updates: readonly DocumentUpdate[]): Promise<void> {
  const heads = new Map<string, { kind: string; id: string; head: number; bytes: number; followed: boolean }>();
  for (const { kind, docId, seq, bytes, isFollowed } of updates) {
    const known = heads.get(`${kind}/${docId}`) ?? { bytes: 0, followed: false };
    const followed = known.followed || isFollowed;
    heads.set(`${kind}/${docId}`, { kind, id: docId, head: seq, bytes: known.bytes + bytes.byteLength, followed });
  }
  for (let from = 0; from < updates.length; from += MOST) {
    const rows = updates.slice(from, from + MOST).map((update) => ({
      kind: update.kind,
      doc_id: update.docId,
      seq: update.seq,
      workspace_id: update.workspaceId,
      member_id: update.memberId,
      bytes: update.bytes,
    }));
    await tx`insert into doc_updates ${tx(rows)}`;
  }
  const moved = [...heads.values()];
  await tx`
    update docs d set head = m.head, log_bytes = d.log_bytes + m.bytes,
      untold_since = case when m.followed::boolean then coalesce(d.untold_since, clock_timestamp()) else d.untold_since end
    from unnest(${moved.map((doc) => doc.kind)}::text[], ${moved.map((doc) => doc.id)}::uuid[],
      ${moved.map((doc) => doc.head)}::bigint[], ${moved.map((doc) => doc.bytes)}::bigint[],
      ${moved.map((doc) => String(doc.followed))}::text[]) m (kind, id, head, bytes, followed)
    where d.kind = m.kind and d.id = m.id`;
}
