import type postgres from "postgres";
import * as Y from "yjs";
import { followAbandonedText } from "@edge/sync/follow_text.ts";
import { newTicketDoc, readTicketDoc, ticketNote } from "@sync/doc/ticket_doc.ts";
import type { Writer } from "../load/writer.ts";

/** Everything there is to see of a document. */
export const shape = (doc: Y.Doc): string => JSON.stringify([readTicketDoc(doc), ticketNote(doc).toString()]);

/** What a fresh reader would get. */
export async function storedDoc(sql: postgres.Sql, ticketId: string): Promise<Y.Doc> {
  const doc = newTicketDoc();
  const [[stored], updates] = await sql.begin("isolation level repeatable read read only", async (tx) => [
    await tx`select snapshot from docs where id = ${ticketId}`,
    await tx`select bytes from doc_updates where doc_id = ${ticketId} order by seq`,
  ]);
  for (const bytes of [stored!.snapshot, ...updates.map((row) => row.bytes)]) Y.applyUpdate(doc, bytes);
  return doc;
}

/** Sentences about what was called saved and is not there, or is there twice. */
export async function lostEdits(sql: postgres.Sql, writers: readonly Writer[]): Promise<string[]> {
  const problems: string[] = [];
  // Of this moment: where a server lives, more is acknowledged while the documents are read.
  const saved = writers.map(({ name, ticketId, fields, words, refused }) => ({
    name,
    ticketId,
    fields: new Map(fields),
    words: new Set(words),
    refused,
  }));
  for (const [ticketId, mine] of Map.groupBy(saved, (writer) => writer.ticketId)) {
    const { fields, noteText } = readTicketDoc(await storedDoc(sql, ticketId));
    for (const writer of mine) {
      for (const [key, n] of writer.fields) {
        // A later edit of the same field may be stored without its acknowledgement having arrived.
        const stored = Number(fields[key]?.split(" ")[0] ?? -1);
        if (stored < n) problems.push(`${ticketId} ${key}: ${n} was acknowledged, ${stored} is stored`);
      }
      for (const word of writer.words) {
        const times = noteText.split(word).length - 1;
        if (times !== 1) problems.push(`${ticketId}: the acknowledged ${word} stands ${times} times in the note`);
      }
      problems.push(...writer.refused.map((refused) => `${writer.name} was refused: ${refused}`));
    }
  }
  return problems;
}

/** Rows that do not say what the stored document says, once what the dead left behind is followed. [R13] */
export async function wrongRows(sql: postgres.Sql, writers: readonly Writer[]): Promise<string[]> {
  const problems: string[] = [];
  await followAbandonedText(sql, () => {}, 0);
  for (const ticketId of new Set(writers.map((writer) => writer.ticketId))) {
    const { stage, priority, value, fields, tagIds, noteText } = readTicketDoc(await storedDoc(sql, ticketId));
    const [row] = await sql`
      select stage, priority, value::text, fields, tag_ids, coalesce(n.text, '') as note
      from tickets t left join ticket_notes n on n.id = t.id where t.id = ${ticketId}`;
    const said = { stage, priority, value, fields: sorted(fields), tag_ids: tagIds, note: noteText };
    const shown = { ...row, fields: sorted(row!.fields), tag_ids: row!.tag_ids.toSorted() };
    if (JSON.stringify(said) !== JSON.stringify(shown)) problems.push(`the rows of ${ticketId} are not its document`);
  }
  return problems;
}

const sorted = (fields: Record<string, string>) => Object.entries(fields).sort(([a], [b]) => a < b ? -1 : 1);
