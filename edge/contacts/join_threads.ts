import type { Tx } from "@db/tx.ts";
import { type JoinedThread, THREAD_COLUMNS, type ThreadColumns } from "./merge_undo.ts";

type Thread = ThreadColumns & { id: string; status: string | null; opened_at: string | null };

/**
 * Two threads with one person on one connection become one, in the order of time. The emptied one stays behind as a
 * deleted row. The caller holds both locks and knows that at most one ticket of the two is open.
 */
export async function joinThreads(tx: Tx, from: string, into: string): Promise<JoinedThread> {
  const before = { from: await threadOf(tx, from), into: await threadOf(tx, into) };
  const ids = async (rows: Promise<readonly { id: string }[]>) => (await rows).map(({ id }) => id);
  const tickets = await ids(tx`
    update tickets set conversation_id = ${into}, contact_id = (select contact_id from conversations where id = ${into})
    where conversation_id = ${from} returning id`);
  await tx`update messages set conversation_id = ${into} where conversation_id = ${from} and ticket_id is not null`;
  const looseMessages = await ids(
    tx`update messages set conversation_id = ${into} where conversation_id = ${from} returning id`,
  );
  await tx`update events set conversation_id = ${into} where conversation_id = ${from} and ticket_id is not null`;
  const looseEvents = await ids(
    tx`update events set conversation_id = ${into} where conversation_id = ${from} returning id`,
  );
  const scheduled = await ids(tx`
    update scheduled_messages set conversation_id = ${into},
      contact_id = (select contact_id from conversations where id = ${into})
    where conversation_id = ${from} returning id`);
  await tx`update ticket_notes set conversation_id = ${into} where conversation_id = ${from}`;
  await tx`update flow_runs set conversation_id = ${into} where conversation_id = ${from}`;
  await tx`update notifications set conversation_id = ${into} where conversation_id = ${from}`;
  const after = joined(before.into, before.from);
  await setThread(tx, into, after);
  await tx`update conversations set deleted_at = clock_timestamp(), ticket_id = null where id = ${from}`;
  return {
    from,
    into,
    tickets,
    looseMessages,
    looseEvents,
    scheduled,
    before: { from: columnsOf(before.from), into: columnsOf(before.into) },
    after,
  };
}

/**
 * Each goes back to where it was. A ticket takes what was written in it since along; a ticket opened since stays. When
 * something happened in the thread meanwhile, where both stand follows from what is in them, else it is as it was.
 */
export async function partThreads(tx: Tx, thread: JoinedThread): Promise<void> {
  const { from, into, tickets } = thread;
  const now = columnsOf(await threadOf(tx, into));
  const contact = tx`(select contact_id from conversations where id = ${from})`;
  await tx`
    update tickets set conversation_id = ${from}, contact_id = ${contact} where id = any(${tickets}::uuid[])`;
  await tx`
    update messages set conversation_id = ${from}
    where conversation_id = ${into} and (ticket_id = any(${tickets}::uuid[]) or id = any(${thread.looseMessages}::uuid[]))`;
  await tx`
    update events set conversation_id = ${from}
    where conversation_id = ${into} and (ticket_id = any(${tickets}::uuid[]) or id = any(${thread.looseEvents}::uuid[]))`;
  await tx`
    update scheduled_messages set conversation_id = ${from}, contact_id = ${contact}
    where id = any(${thread.scheduled}::uuid[])`;
  await tx`update ticket_notes set conversation_id = ${from} where id = any(${tickets}::uuid[])`;
  await tx`update flow_runs set conversation_id = ${from} where ticket_id = any(${tickets}::uuid[])`;
  await tx`update notifications set conversation_id = ${from} where ticket_id = any(${tickets}::uuid[])`;
  await tx`update conversations set deleted_at = null where id = ${from}`;
  const isAsLeft = THREAD_COLUMNS.every((column) => now[column] === thread.after[column]);
  await setThread(tx, from, thread.before.from);
  await setThread(tx, into, thread.before.into);
  if (!isAsLeft) { for (const id of [from, into]) await followContent(tx, id); }
}

async function threadOf(tx: Tx, id: string): Promise<Thread> {
  const [row] = await tx<Thread[]>`
    select c.id, t.status, iso(t.opened_at) as opened_at, c.ticket_id, c.agent_id, c.department_id, c.last_message_id,
      iso(c.last_message_at) as last_message_at, c.last_direction, c.last_kind, c.last_status, c.last_preview, c.unread,
      iso(c.waiting_since) as waiting_since, iso(c.answered_at) as answered_at, iso(c.noticed_at) as noticed_at,
      iso(c.free_text_until) as free_text_until
    from conversations c left join tickets t on t.id = c.ticket_id where c.id = ${id}`;
  return row!;
}

function columnsOf(thread: ThreadColumns): ThreadColumns {
  return Object.fromEntries(THREAD_COLUMNS.map((column) => [column, thread[column]])) as ThreadColumns;
}

async function setThread(tx: Tx, id: string, columns: ThreadColumns): Promise<void> {
  await tx`update conversations set ${tx(columns, ...THREAD_COLUMNS)} where id = ${id}`;
}

/** Where the joined thread stands: by its open ticket, else the later one; last line and waiting by time. */
function joined(a: Thread, b: Thread): ThreadColumns {
  const isOpen = (one: Thread) => one.status !== null && one.status !== "closed";
  const later = (x: string | number | null, y: string | number | null) => String(x ?? "") > String(y ?? "");
  const place = isOpen(a) !== isOpen(b) ? (isOpen(a) ? a : b) : later(b.opened_at, a.opened_at) ? b : a;
  const last = later(b.last_message_at, a.last_message_at) ? b : a;
  const waits = [a.waiting_since, b.waiting_since].filter((at) => at !== null).map(String).sort();
  const windows = [a.free_text_until, b.free_text_until].filter((at) => at !== null).map(String).sort();
  return {
    ...columnsOf(last),
    ticket_id: place.ticket_id,
    agent_id: place.agent_id,
    department_id: place.department_id,
    unread: Number(a.unread) + Number(b.unread),
    waiting_since: waits[0] ?? null,
    free_text_until: windows.at(-1) ?? null,
  };
}

/** The latest ticket and the last message, of what a thread holds now. */
async function followContent(tx: Tx, id: string): Promise<void> {
  await tx`
    update conversations c set ticket_id = t.id,
      agent_id = case when t.status = 'closed' then t.last_agent_id else t.agent_id end,
      department_id = case when t.status = 'closed' then t.last_department_id else t.department_id end
    from (select * from tickets where conversation_id = ${id} order by (status <> 'closed') desc, opened_at desc limit 1) t
    where c.id = ${id}`;
  await tx`
    update conversations c set last_message_id = m.id, last_message_at = m.created_at, last_direction = m.direction,
      last_kind = m.kind, last_status = m.status, last_preview = left(m.body, 160),
      unread = case when m.direction = 'out' then 0 else c.unread end,
      waiting_since = case when m.direction = 'out' then null else c.waiting_since end,
      free_text_until = case when c.has_window then
        (select max(i.created_at) + interval '24 hours' from messages i where i.conversation_id = c.id and i.direction = 'in') end
    from (select * from messages where conversation_id = ${id} order by created_at desc, id desc limit 1) m
    where c.id = ${id}`;
}
