import type { Sql } from "../tx.ts";

/** Whose rows, hung on what is there already, and how many. */
export type Volume = {
  workspaceId: string;
  connectionId: string;
  /** Open tickets are spread over these; may be empty. */
  departmentIds: string[];
  memberIds: string[];
  tickets: number;
  messagesPerTicket: number;
  /** A ticket document's first state (`ticketSeed(draftId)`), and the draft id in it: each ticket gets its own. */
  documentSeed: Uint8Array;
  documentDraftId: string;
};

/** Beside its messages a ticket has a contact, an identity, a conversation, a document and an event. */
const ROWS_BESIDE = 6;
const MOST_ROWS = 1_000_000;
const CLOSED_MOST = 5_000;
const IN_ONE_GO = 10_000;

/**
 * Volume for benches, in plain SQL: some 50,000 rows a second. The same input makes the same rows, but for the times,
 * which count back from now. A fifth is closed (at most 5,000), the rest waits, is attended or paused; phones are
 * +55 31 9 and the ticket's number in eight digits. Answers the rows made. Throws when they would be over a million.
 */
export async function fillSynthetic(sql: Sql, volume: Volume): Promise<number> {
  const rows = volume.tickets * (ROWS_BESIDE + volume.messagesPerTicket);
  if (rows > MOST_ROWS) throw new Error(`cannot fill ${rows} rows: at most ${MOST_ROWS}`);
  // Batches: a long write transaction holds every reader of the feed back.
  for (let from = 1; from <= volume.tickets; from += IN_ONE_GO) {
    await fill(sql, volume, from, Math.min(volume.tickets, from + IN_ONE_GO - 1));
  }
  await sql`analyze contacts, contact_identities, conversations, tickets, messages, events, docs`;
  return rows;
}

async function fill(sql: Sql, volume: Volume, from: number, to: number): Promise<void> {
  const { workspaceId, connectionId, departmentIds, memberIds } = volume;
  const closed = Math.min(CLOSED_MOST, Math.floor(volume.tickets / 5));
  const draftAt = textAt(volume.documentSeed, volume.documentDraftId) + 1;
  await sql.begin(async (tx) => {
    await tx.unsafe(FUNCTIONS);
    await tx`
      create temp table plan on commit drop as
      select n, pg_temp.seed_id(1, n) as contact, pg_temp.seed_id(2, n) as conversation, pg_temp.seed_id(3, n) as ticket,
        clock_timestamp() - n * interval '7 seconds' as spoke,
        case when n > ${volume.tickets - closed}::int then 'closed'
          else (array['waiting', 'in_progress', 'in_progress', 'paused'])[1 + n % 4] end as status,
        (${departmentIds}::uuid[])[1 + n % greatest(1, cardinality(${departmentIds}::uuid[]))] as department,
        (${memberIds}::uuid[])[1 + (n / 4) % greatest(1, cardinality(${memberIds}::uuid[]))] as member
      from generate_series(${from}::int, ${to}::int) n`;
    await tx`
      insert into contacts (id, workspace_id, name, profile_name, phone)
      select contact, ${workspaceId}, pg_temp.person(n), pg_temp.person(n), pg_temp.phone(n) from plan`;
    await tx`
      insert into contact_identities (id, workspace_id, contact_id, kind, value, scope, value_key)
      select pg_temp.seed_id(4, n), ${workspaceId}, contact, 'phone', pg_temp.phone(n), ${workspaceId},
        ltrim(pg_temp.phone(n), '+') from plan`;
    await tx`
      insert into conversations (id, workspace_id, contact_id, connection_id, channel, ticket_id, agent_id, department_id,
        last_message_id, last_message_at, last_direction, last_kind, last_status, last_preview, unread, waiting_since,
        has_window, free_text_until)
      select conversation, ${workspaceId}, contact, ${connectionId}, 'whatsapp', ticket,
        case when status in ('in_progress', 'paused') then member end, department,
        pg_temp.message_id(n, ${volume.messagesPerTicket}), spoke, 'in', 'text', 'received',
        pg_temp.words(n, ${volume.messagesPerTicket}), case when status = 'waiting' then 1 + n % 3 else 0 end,
        case when status = 'waiting' then spoke end, true, spoke + interval '24 hours' from plan`;
    await tx`
      insert into tickets (id, workspace_id, conversation_id, contact_id, connection_id, protocol, status, agent_id,
        department_id, last_agent_id, last_department_id, opened_at, queued_at, started_at, closed_at)
      select ticket, ${workspaceId}, conversation, contact, ${connectionId}, '2026.' || lpad(n::text, 8, '0'), status,
        case when status in ('in_progress', 'paused') then member end, case when status <> 'closed' then department end,
        case when status = 'closed' then member end, case when status = 'closed' then department end,
        spoke - interval '1 hour', case when status = 'waiting' then spoke - interval '1 hour' end,
        case when status <> 'waiting' then spoke - interval '30 minutes' end, case when status = 'closed' then spoke end
      from plan`;
    await tx`
      insert into messages (id, workspace_id, created_at, conversation_id, ticket_id, direction, kind, body, status,
        member_id, connection_id)
      select pg_temp.message_id(n, m), ${workspaceId}, spoke - (${volume.messagesPerTicket} - m) * interval '1 minute',
        conversation, ticket, case when incoming then 'in' else 'out' end, 'text', pg_temp.words(n, m),
        case when incoming then 'received' else 'read' end, case when not incoming then member end, ${connectionId}
      from plan, generate_series(1, ${volume.messagesPerTicket}::int) m,
        lateral (select (${volume.messagesPerTicket} - m) % 3 <> 1 as incoming) i`;
    await tx`
      insert into events (id, workspace_id, conversation_id, ticket_id, contact_id, type, actor_kind, actor_id, at, after)
      select pg_temp.seed_id(5, n), ${workspaceId}, conversation, ticket, contact, 'ticket_opened', 'contact', contact,
        spoke - interval '1 hour', jsonb_build_object('status', 'waiting') from plan`;
    await tx`
      insert into docs (kind, id, workspace_id, snapshot)
      select 'ticket', ticket, ${workspaceId},
        overlay(${volume.documentSeed}::bytea placing convert_to(pg_temp.seed_id(6, n)::text, 'UTF8') from ${draftAt}::int)
      from plan`;
  });
}

/** Where the text stands in the bytes. */
function textAt(bytes: Uint8Array, text: string): number {
  const wanted = new TextEncoder().encode(text);
  for (let at = 0; at + wanted.length <= bytes.length; at++) {
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  throw new Error("the document's seed does not hold its draft id");
}

/** Ids have the shape of UUIDv7, of one moment long ago; what sorts by id sorts by number. */
const FUNCTIONS = `
  create or replace function pg_temp.seed_id(kind int, n bigint) returns uuid language sql immutable as
  $$ select ('0199000000007' || lpad(to_hex(kind), 3, '0') || '8' || lpad(to_hex(n), 15, '0'))::uuid $$;
  create or replace function pg_temp.message_id(n bigint, m bigint) returns uuid language sql immutable as
  $$ select pg_temp.seed_id(7, n * 1000 + m) $$;
  create or replace function pg_temp.phone(n bigint) returns text language sql immutable as
  $$ select '+55319' || lpad(n::text, 8, '0') $$;
  create or replace function pg_temp.person(n bigint) returns text language sql immutable as
  $$ select (array['Ana', 'Bruno', 'Conceição', 'Davi', 'Elis', 'Fábio', 'Graça', 'Hugo', 'Iara', 'João', 'Lívia'])[1 + n % 11]
    || ' ' || (array['Alves', 'Barros', 'Couto', 'Dias', 'Esteves', 'Farias', 'Gomes'])[1 + n % 7] || ' ' || n $$;
  create or replace function pg_temp.words(n bigint, m bigint) returns text language sql immutable as
  $$ select (array['Boa tarde! O apartamento ainda está disponível?', 'Pode me mandar as fotos e o valor do condomínio?',
      'Consegui falar com a minha esposa e vamos visitar no sábado.', 'Obrigada! Fico no aguardo da proposta.',
      'O boleto deste mês veio com o valor diferente do contrato.'])[1 + (n + m) % 5] || ' (' || n || '.' || m || ')' $$;
`;
