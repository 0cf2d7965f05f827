import { strToU8, zipSync } from "fflate";
import type { Tx } from "@db/tx.ts";

type Row = Record<string, unknown>;
/** Columns that are ours, not the person's. */
const OURS = new Set(["workspace_id", "version", "sight", "search", "sort_name", "scope", "value_key", "draft_id"]);

/**
 * LGPD: all that is kept of one person, whoever of the team may see it: a zip of JSON files, and the list of their files
 * with where each is fetched. Undefined when there is no such contact.
 */
export async function personData(
  tx: Tx,
  contactId: string,
  publicUrl: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const rows = async (query: string): Promise<Row[]> =>
    (await tx.unsafe<{ row: Row }[]>(`select to_jsonb(t) as row from (${query}) t`, [contactId]))
      .map(({ row }) => Object.fromEntries(Object.entries(row).filter(([key]) => !OURS.has(key))));
  const [contact] = await rows("select * from contacts where id = $1 and deleted_at is null");
  if (!contact) return undefined;
  const threads = "select id from conversations where contact_id = $1";
  const messages = await rows(
    `select * from messages where conversation_id in (${threads}) and deleted_at is null order by created_at, id`,
  );
  const files = {
    "contact.json": contact,
    "addresses.json": await rows("select * from contact_identities where contact_id = $1 and deleted_at is null"),
    "observations.json": await rows("select * from observations where contact_id = $1 and deleted_at is null"),
    "conversations.json": await rows("select * from conversations where contact_id = $1 and deleted_at is null"),
    "tickets.json": await rows("select * from tickets where contact_id = $1 order by opened_at"),
    "notes.json": await rows(`select * from ticket_notes where conversation_id in (${threads}) and deleted_at is null`),
    "scheduled.json": await rows("select * from scheduled_messages where contact_id = $1 and deleted_at is null"),
    "events.json": await rows(
      `select * from events where contact_id = $1 or conversation_id in (${threads}) order by at`,
    ),
    "messages.json": messages,
    "files.json": messages.flatMap(({ media, created_at }) =>
      isMedia(media) ? [{ ...media, created_at, url: `${publicUrl}/media/${media.id}` }] : []
    ),
  };
  const parts = Object.entries(files).map(([name, value]) => [name, strToU8(JSON.stringify(value, null, 2))]);
  return zipSync(Object.fromEntries(parts), { level: 6 });
}

function isMedia(value: unknown): value is { id: string } {
  return typeof value === "object" && value !== null && "id" in value;
}
