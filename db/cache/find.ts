/** What is found in the cache: messages by their words and files' names, notes, and a part of a thread. */
import type { Row } from "@domain/rows.ts";
import { fold } from "@domain/fold.ts";
import type { Sql } from "./open.ts";

export type Part = {
  messages: Row<"messages">[];
  events: Row<"events">[];
  hasOlder: boolean;
  hasNewer: boolean;
};

/** Messages that hold every word, newest first; accents and case ignored. In all conversations without one. */
export async function searchMessages(
  db: Sql,
  text: string,
  limit: number,
  conversationId?: string,
): Promise<Row<"messages">[]> {
  const likes = likesOf(text);
  if (likes.length === 0) return [];
  const { rows } = await db.query<{ row: string }>(
    `select row from messages
     where folded like all ($2::text[]) and ($3::uuid is null or conversation_id = $3::uuid) order by at desc, id desc limit $1`,
    [limit, likes, conversationId ?? null],
  );
  return rows.map(({ row }) => JSON.parse(row));
}

export async function searchNotes(db: Sql, text: string, limit: number): Promise<Row<"ticket_notes">[]> {
  const likes = likesOf(text);
  if (likes.length === 0) return [];
  const { rows } = await db.query<{ row: string }>(
    "select row from ticket_notes where folded like all ($2::text[]) order by id desc limit $1",
    [limit, likes],
  );
  return rows.map(({ row }) => JSON.parse(row));
}

/** A message with up to `limit` others around it (or only those before, or after it). Undefined: it is not here. */
export async function findPart(
  db: Sql,
  conversationId: string,
  messageId: string,
  side: "around" | "before" | "after",
  limit: number,
): Promise<Part | undefined> {
  const read = async (sign: "<=" | "<" | ">", order: "desc" | "asc", most: number) => {
    const { rows } = await db.query<{ row: string }>(
      `select row from messages where conversation_id = $1
         and (at, id) ${sign} (select m.at, m.id from messages m where m.id = $2 and m.conversation_id = $1)
       order by at ${order}, id ${order} limit $3`,
      [conversationId, messageId, most + 1],
    );
    return rows.map(({ row }): Row<"messages"> => JSON.parse(row));
  };
  const half = side === "around" ? Math.ceil(limit / 2) : limit;
  const before = side === "after" ? [] : await read(side === "before" ? "<" : "<=", "desc", half);
  const after = side === "before" ? [] : await read(">", "asc", half);
  if (side === "around" && before.length === 0) return undefined;
  return {
    messages: [...before.slice(0, half).reverse(), ...after.slice(0, half)],
    events: [],
    hasOlder: side === "after" || before.length > half,
    hasNewer: side === "before" || after.length > half,
  };
}

function likesOf(text: string): string[] {
  return fold(text).split(/\s+/).filter((word) => word !== "").map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`);
}
