import { type Refusal, refuse } from "@domain/error.ts";
import type { Tx } from "@db/tx.ts";

/** What stays: how many there were of each. */
export type Erased = { conversations: string[]; messages: number; files: string[] };

/**
 * LGPD: a person's data go for good. Tickets, times and who attended stay for counting; words, files, addresses, notes and
 * what any event said of them do not. Rows that browsers hold come as deletions through the feed.
 * Refused: `not_found`, `bad_input` when the typed name is another one, `contact_open_ticket`.
 */
export async function eraseContact(
  tx: Tx,
  contactId: string,
  typedName: string,
): Promise<{ ok: true; erased: Erased } | Refusal> {
  const [contact] = await tx<{ name: string }[]>`
    select name from contacts where id = ${contactId} and deleted_at is null for update`;
  if (!contact) return refuse("not_found", { what: "contact" });
  if (typedName.trim() !== contact.name.trim()) return refuse("bad_input", { field: "name", reason: "another name" });
  // Records that were merged into this one are the same person's; what was taken apart again is somebody else's.
  const merges = await tx<{ other_id: string; undone: boolean }[]>`
    delete from contact_merges where kept_id = ${contactId} or other_id = ${contactId}
    returning other_id, undone_at is not null as undone`;
  const people = [contactId, ...merges.filter(({ undone }) => !undone).map(({ other_id }) => other_id)];
  const threads = await tx<{ id: string; ticket_id: string | null; is_open: boolean }[]>`
    select c.id, c.ticket_id, coalesce(t.status <> 'closed', false) as is_open
    from conversations c left join tickets t on t.id = c.ticket_id
    where c.contact_id = any(${people}::uuid[]) order by c.id for update of c`;
  const open = threads.filter((thread) => thread.is_open);
  if (open.length > 0) return refuse("contact_open_ticket", { ticketId: open[0]!.ticket_id, count: open.length });
  const conversations = threads.map(({ id }) => id);
  await forgetArrivals(tx, people);
  await forgetAnswers(tx, people);
  const files = await ownFiles(tx, conversations, people);
  const messages = await eraseThreads(tx, conversations) + await eraseInGroups(tx, people);
  await eraseEvents(tx, people, conversations);
  await tx`
    update observations set text = '', due_date = null, forward_to = null, deleted_at = clock_timestamp()
    where contact_id = any(${people}::uuid[])`;
  await tx`
    update contact_identities set value = '', value_key = id::text, deleted_at = coalesce(deleted_at, clock_timestamp())
    where contact_id = any(${people}::uuid[])`;
  await tx`delete from contact_pairs_apart where a = any(${people}::uuid[]) or b = any(${people}::uuid[])`;
  await blankContacts(tx, people);
  return { ok: true, erased: { conversations, messages, files } };
}

/** The row stays, since tickets name it; nothing in it says who it was. */
export async function blankContacts(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx`
    update contacts set name = '', profile_name = null, phone = null, email = null, birth_date = null, cpf = null,
      rg = null, customer_code = null, address = null, fields = '{}', extra = '{}', tag_ids = '{}', owner_id = null,
      blocked_at = null, blocked_by = null, deleted_at = coalesce(deleted_at, clock_timestamp())
    where id = any(${[...ids]}::uuid[])`;
}

/** What providers sent is kept for two weeks, to know repeats by: they are known by their keys. */
async function forgetArrivals(tx: Tx, people: string[]): Promise<void> {
  await tx`
    update inbound_journal set part = '{}' where processed_at is not null and part::text like any(
      select '%' || regexp_replace(value, '^\\+', '') || '%' from contact_identities
      where contact_id = any(${people}::uuid[]) and length(value) > 7)`;
}

/** Answers to actions are kept for two months, to know repeats by: who had a number is not to be read in them. */
async function forgetAnswers(tx: Tx, people: string[]): Promise<void> {
  await tx`
    update actions set result = jsonb_set(result, '{params}', (result->'params') - 'name')
    where result->>'status' = 'refused' and result->'params'->>'contactId' = any(${people}::text[])`;
}

/**
 * Files of these people's fields and conversations that hang on nothing else: neither another thread, nor the gallery, nor
 * a reply.
 */
async function ownFiles(tx: Tx, conversations: string[], people: string[]): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    with mine as (
      select distinct media_id as id from messages
      where (conversation_id = any(${conversations}::uuid[]) or sender_id = any(${people}::uuid[]))
        and media_id is not null
      union
      select (media->>'id')::uuid from scheduled_messages
      where conversation_id = any(${conversations}::uuid[]) and media is not null
      union
      select substring(f.value from '^\\{"id":"([0-9a-f-]{36})"')::uuid
      from contacts c cross join jsonb_each_text(c.fields) f
      where c.id = any(${people}::uuid[]) and f.value ~ '^\\{"id":"[0-9a-f-]{36}"')
    delete from media f using mine where f.id = mine.id
      and not exists (select from messages m
        where m.media_id = f.id and m.conversation_id <> all(${conversations}::uuid[])
          and (m.sender_id is null or m.sender_id <> all(${people}::uuid[])))
      and not exists (select from gallery_items g where g.deleted_at is null and (g.media->>'id')::uuid = f.id)
      and not exists (select from quick_replies q
        where q.deleted_at is null and q.media @> jsonb_build_array(jsonb_build_object('id', f.id)))
    returning f.id`;
  return rows.map(({ id }) => id);
}

async function eraseThreads(tx: Tx, conversations: string[]): Promise<number> {
  const ids = conversations;
  const { count } = await tx`
    update messages set body = '', media = null, template = null, signature = null, reactions = '{}', tag_ids = '{}', error_text = null,
      draft_id = null, deleted_at = clock_timestamp()
    where conversation_id = any(${ids}::uuid[])`;
  await tx`
    update scheduled_messages set text = '', media = null, template = null, fallback = null,
      status = case when status = 'scheduled' then 'cancelled' else status end, deleted_at = clock_timestamp()
    where conversation_id = any(${ids}::uuid[])`;
  await tx`update ticket_notes set text = '', deleted_at = clock_timestamp() where conversation_id = any(${ids}::uuid[])`;
  await tx`update notifications set text = '', deleted_at = clock_timestamp() where conversation_id = any(${ids}::uuid[])`;
  const tickets = await tx<{ id: string }[]>`
    update tickets set fields = '{}', rating_comment = null, closing_message = null
    where conversation_id = any(${ids}::uuid[]) returning id`;
  // The documents' texts (draft, note, fields) lie in their logs too. Whoever has one open is put out (`sight`, below).
  const documents = tickets.map(({ id }) => id);
  await tx`delete from doc_updates where kind = 'ticket' and doc_id = any(${documents}::uuid[])`;
  await tx`delete from docs where kind = 'ticket' and id = any(${documents}::uuid[])`;
  await tx`
    update conversations set last_preview = '', last_message_id = null, ticket_id = null, unread = 0, waiting_since = null,
      sight = pg_current_xact_id(), deleted_at = clock_timestamp()
    where id = any(${ids}::uuid[])`;
  return count;
}

/** Their words in groups; the group and what others wrote there stay. */
async function eraseInGroups(tx: Tx, people: string[]): Promise<number> {
  await tx`
    update conversations c set last_preview = '', last_sender = null from messages m
    where m.id = c.last_message_id and m.sender_id = any(${people}::uuid[])`;
  const { count } = await tx`
    update messages set body = '', media = null, sender_name = null, reactions = '{}', error_text = null,
      deleted_at = clock_timestamp()
    where sender_id = any(${people}::uuid[])`;
  return count;
}

/** What happened and when stays; what was said with it stays of tickets' moves only, which name no customer. */
async function eraseEvents(tx: Tx, people: string[], conversations: string[]): Promise<void> {
  await tx`
    update events set before = '{}', after = '{}'
    where (contact_id = any(${people}::uuid[]) or conversation_id = any(${conversations}::uuid[]))
      and type not in ('ticket_opened', 'ticket_taken', 'ticket_transferred', 'ticket_returned', 'ticket_paused',
        'ticket_resumed', 'ticket_closed', 'ticket_reopened', 'ticket_archived', 'ticket_restored')`;
}
