import type { Sql } from "../tx.ts";

export type HeadEntry = {
  kind: string;
  docId: string;
  /** The document's head as the writer knows it. */
  knownSeq: number;
  /** Null when several wrote it; each client id's owner is known. */
  memberId: string | null;
  bytes: Uint8Array;
  /** What the ticket's note says after it, by whom, and the id of the event that may tell it. */
  note: { text: string; authorId: string; eventId: string } | null;
};

export type Appended = { kind: string; id: string; logBytes: number; snapshotBytes: number; noted: boolean };

/**
 * Stores one update of each document, and what its note says now, in one statement that is its own transaction: most
 * of what people type. A document whose head has moved is left as it is and missing from the answer.
 */
export async function appendAtHead(sql: Sql, entries: readonly HeadEntry[]): Promise<Appended[]> {
  const column = <K extends keyof HeadEntry>(key: K) => entries.map((entry) => entry[key]);
  const notes = entries.map(({ note }) => note);
  return await sql<Appended[]>`
    with wanted as materialized (
      select kind, id, known, member_id, decode(hex, 'hex') as bytes, note, author_id, event_id from unnest(${
    column("kind")
  }::text[], ${column("docId")}::uuid[], ${column("knownSeq")}::bigint[],
        ${column("memberId")}::uuid[], ${entries.map(({ bytes }) => bytes.toHex())}::text[],
        ${notes.map((note) => note?.text ?? null)}::text[], ${notes.map((note) => note?.authorId ?? null)}::uuid[],
        ${notes.map((note) => note?.eventId ?? null)}::uuid[])
        w (kind, id, known, member_id, hex, note, author_id, event_id)
    ), locked as materialized (
      select d.kind, d.id, d.workspace_id, d.log_bytes, octet_length(d.snapshot) as snapshot_bytes,
        w.known, w.member_id, w.bytes, w.note, w.author_id, w.event_id
      from wanted w join docs d on d.kind = w.kind and d.id = w.id
      where d.head = w.known order by d.kind, d.id for update of d
    ), moved as (
      update docs d set head = l.known + 1, log_bytes = d.log_bytes + octet_length(l.bytes)
      from locked l where d.kind = l.kind and d.id = l.id
    ), logged as (
      insert into doc_updates (kind, doc_id, seq, workspace_id, member_id, bytes)
      select kind, id, known + 1, workspace_id, member_id, bytes from locked
    ), noted as (
      insert into ticket_notes (id, workspace_id, conversation_id, text)
      select l.id, l.workspace_id, t.conversation_id, l.note
      from locked l join tickets t on t.id = l.id left join ticket_notes n on n.id = l.id
      where l.note is not null and l.note <> coalesce(n.text, '')
      on conflict (id) do update set text = excluded.text returning id
    ), untold as materialized (
      -- Looked up once a document, before any join can multiply it.
      select id, workspace_id, note, author_id, event_id from locked l where l.note is not null
        and not exists (select from events e where e.ticket_id = l.id and e.type = 'note_edited'
          and e.actor_id = l.author_id and e.at > clock_timestamp() - interval '10 minutes')
    ), told as (
      insert into events (id, workspace_id, conversation_id, ticket_id, contact_id, type, actor_kind, actor_id, before,
        after)
      select u.event_id, u.workspace_id, t.conversation_id, u.id, t.contact_id, 'note_edited', 'member', u.author_id,
        jsonb_build_object('text', left(coalesce(n.text, ''), 2000)), jsonb_build_object('text', left(u.note, 2000))
      from untold u join noted on noted.id = u.id join tickets t on t.id = u.id
        left join ticket_notes n on n.id = u.id
    )
    select kind, id, (log_bytes + octet_length(bytes))::float8 as "logBytes", snapshot_bytes::float8 as "snapshotBytes",
      id in (select id from noted) as noted from locked`;
}
