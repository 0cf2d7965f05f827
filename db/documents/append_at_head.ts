import type { Sql } from "../tx.ts";

export type HeadEntry = {
  kind: string;
  docId: string;
  /** The document's head as the writer knows it. */
  knownSeq: number;
  /** Null when several wrote it; each client id's owner is known. */
  memberId: string | null;
  bytes: Uint8Array;
  /** Rows are to follow it (docs.untold_since). */
  isFollowed: boolean;
};

export type Appended = { kind: string; id: string; logBytes: number; snapshotBytes: number };

/**
 * Stores one update of each document in one statement that is its own transaction: most of what people type. A document
 * whose head has moved is left as it is and missing from the answer.
 */
export async function appendAtHead(sql: Sql, entries: readonly HeadEntry[]): Promise<Appended[]> {
  const column = <K extends keyof HeadEntry>(key: K) => entries.map((entry) => entry[key]);
  return await sql<Appended[]>`
    with wanted as materialized (
      select kind, id, known, member_id, decode(hex, 'hex') as bytes, followed::boolean from unnest(${
    column("kind")
  }::text[], ${column("docId")}::uuid[], ${column("knownSeq")}::bigint[], ${column("memberId")}::uuid[],
        ${entries.map(({ bytes }) => bytes.toHex())}::text[], ${column("isFollowed").map(String)}::text[])
        w (kind, id, known, member_id, hex, followed)
    ), locked as materialized (
      select d.kind, d.id, d.workspace_id, d.log_bytes, octet_length(d.snapshot) as snapshot_bytes,
        w.known, w.member_id, w.bytes, w.followed
      from wanted w join docs d on d.kind = w.kind and d.id = w.id
      where d.head = w.known order by d.kind, d.id for update of d
    ), moved as (
      update docs d set head = l.known + 1, log_bytes = d.log_bytes + octet_length(l.bytes),
        untold_since = case when l.followed then coalesce(d.untold_since, clock_timestamp()) else d.untold_since end
      from locked l where d.kind = l.kind and d.id = l.id
    ), logged as (
      insert into doc_updates (kind, doc_id, seq, workspace_id, member_id, bytes)
      select kind, id, known + 1, workspace_id, member_id, bytes from locked
    )
    select kind, id, (log_bytes + octet_length(bytes))::float8 as "logBytes", snapshot_bytes::float8 as "snapshotBytes"
    from locked`;
}
