/** What is read back from the cache: everything lists need at once, and pages of what is too much to hold. */
import type { RowsEvent } from "@domain/feed.ts";
import type { Row } from "@domain/rows.ts";
import { CONFIG_TABLES, type TableName } from "@domain/tables.ts";
import { LIST_TABLES } from "./mirrored.ts";
import type { Sql } from "./open.ts";

export async function readCursor(db: Sql): Promise<string | undefined> {
  const { rows } = await db.query<{ value: string }>("select value from meta where key = 'cursor'");
  return rows[0]?.value;
}

/** Every row that lives in memory, table by table. One text a table: ten times faster than one result row each. */
export async function readMirror(db: Sql, each: (event: RowsEvent) => void): Promise<void> {
  for (const table of [...CONFIG_TABLES, ...LIST_TABLES]) {
    const { rows } = await db.query<{ all: string | null }>(`select string_agg(row, ',') as all from ${table}`);
    const text = rows[0]?.all;
    // Written by apply.ts from the feed's own rows; the database's name carries the version of their shape.
    if (text) each({ table, rows: JSON.parse(`[${text}]`) } as RowsEvent);
  }
}

/** The last `limit` messages of a conversation, oldest first, and whether older ones lie here too. */
export async function readMessages(
  db: Sql,
  conversationId: string,
  limit: number,
): Promise<{ messages: Row<"messages">[]; hasOlder: boolean }> {
  const { rows } = await db.query<{ row: string }>(
    "select row from messages where conversation_id = $1 order by at desc, id desc limit $2",
    [conversationId, limit + 1],
  );
  const messages = parse<"messages">(rows);
  return { messages: messages.slice(0, limit).reverse(), hasOlder: messages.length > limit };
}

/** A ticket's events, newest first. */
export async function readEvents(db: Sql, ticketId: string, limit: number): Promise<Row<"events">[]> {
  const { rows } = await db.query<{ row: string }>(
    "select row from events where ticket_id = $1 order by at desc, id desc limit $2",
    [ticketId, limit],
  );
  return parse<"events">(rows);
}

/** What happened to a contact itself, newest first. */
export async function readContactEvents(db: Sql, contactId: string, limit: number): Promise<Row<"events">[]> {
  const { rows } = await db.query<{ row: string }>(
    "select row from events where contact_id = $1 and conversation_id is null order by at desc, id desc limit $2",
    [contactId, limit],
  );
  return parse<"events">(rows);
}

export async function readMessage(db: Sql, id: string): Promise<Row<"messages"> | undefined> {
  const { rows } = await db.query<{ row: string }>("select row from messages where id = $1", [id]);
  return parse<"messages">(rows)[0];
}

/** Has the server said that nothing older exists? */
export async function readReachedStart(db: Sql, conversationId: string): Promise<boolean> {
  const { rows } = await db.query("select 1 from meta where key = $1", [`start:${conversationId}`]);
  return rows.length > 0;
}

export async function markReachedStart(db: Sql, conversationId: string): Promise<void> {
  await db.query("insert into meta (key, value) values ($1, '') on conflict do nothing", [`start:${conversationId}`]);
}

function parse<T extends TableName>(rows: { row: string }[]): Row<T>[] {
  return rows.map(({ row }) => JSON.parse(row));
}
