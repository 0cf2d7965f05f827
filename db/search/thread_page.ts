/** Parts of a conversation's thread beyond what a browser holds. Who may see it is the caller's to check. */
import type { Row } from "@domain/rows.ts";
import { ROW_JSON } from "../feed/row_json.ts";
import type { Tx } from "../tx.ts";

/** Oldest first, with the events told among them. */
export type ThreadPage = {
  messages: Row<"messages">[];
  events: Row<"events">[];
  hasOlder: boolean;
  hasNewer: boolean;
};

/** The messages before that one; the newest without. */
export async function pageBefore(
  tx: Tx,
  conversationId: string,
  before: string | null,
  limit: number,
): Promise<ThreadPage> {
  const rows = await older(tx, conversationId, before, limit + 1);
  const messages = rows.slice(0, limit).reverse();
  return {
    messages,
    events: await eventsOf(tx, conversationId, messages),
    hasOlder: rows.length > limit,
    hasNewer: before !== null,
  };
}

export async function pageAfter(tx: Tx, conversationId: string, after: string, limit: number): Promise<ThreadPage> {
  const rows = await newer(tx, conversationId, after, limit + 1);
  const messages = rows.slice(0, limit);
  return {
    messages,
    events: await eventsOf(tx, conversationId, messages),
    hasOlder: true,
    hasNewer: rows.length > limit,
  };
}

/** That message with what was said before and after it; undefined when it is not of this conversation. */
export async function pageAround(
  tx: Tx,
  conversationId: string,
  messageId: string,
  limit: number,
): Promise<ThreadPage | undefined> {
  const [itself] = await tx.unsafe<{ row: Row<"messages"> }[]>(
    `select ${ROW_JSON.messages} as row from messages t where t.id = $1 and t.conversation_id = $2`,
    [messageId, conversationId],
  );
  if (!itself) return undefined;
  const half = Math.ceil(limit / 2);
  const before = await older(tx, conversationId, messageId, half + 1);
  const after = await newer(tx, conversationId, messageId, half + 1);
  const messages = [...before.slice(0, half).reverse(), itself.row, ...after.slice(0, half)];
  return {
    messages,
    events: await eventsOf(tx, conversationId, messages),
    hasOlder: before.length > half,
    hasNewer: after.length > half,
  };
}

async function older(tx: Tx, conversationId: string, before: string | null, limit: number) {
  const rows = await tx.unsafe<{ row: Row<"messages"> }[]>(
    `select ${ROW_JSON.messages} as row from messages t where t.conversation_id = $1
       and ($2::uuid is null or (t.created_at, t.id) < (select b.created_at, b.id from messages b where b.id = $2::uuid))
     order by t.created_at desc, t.id desc limit ${limit}`,
    [conversationId, before],
  );
  return rows.map(({ row }) => row);
}

async function newer(tx: Tx, conversationId: string, after: string, limit: number) {
  const rows = await tx.unsafe<{ row: Row<"messages"> }[]>(
    `select ${ROW_JSON.messages} as row from messages t where t.conversation_id = $1
       and (t.created_at, t.id) > (select b.created_at, b.id from messages b where b.id = $2::uuid)
     order by t.created_at, t.id limit ${limit}`,
    [conversationId, after],
  );
  return rows.map(({ row }) => row);
}

/** What happened meanwhile; messages have themselves to tell it. */
async function eventsOf(tx: Tx, conversationId: string, messages: Row<"messages">[]): Promise<Row<"events">[]> {
  const rows = await tx.unsafe<{ row: Row<"events"> }[]>(
    `select ${ROW_JSON.events} as row from events t where t.conversation_id = $1
       and t.at >= $2::timestamptz and t.at <= $3::timestamptz + interval '1 minute'
       and t.type not in ('message_received', 'message_sent', 'internal_written')
     order by t.at desc limit 200`,
    [
      conversationId,
      messages[0]?.created_at ?? new Date().toISOString(),
      messages.at(-1)?.created_at ?? new Date().toISOString(),
    ],
  );
  return rows.map(({ row }) => row).reverse();
}
