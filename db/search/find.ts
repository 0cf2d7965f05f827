/** Where in the whole history something stands, of what a member may see. Runs in the workspace's transaction. */
import { fold } from "@domain/fold.ts";
import { type Actor, can, canSeeConversation, type Placed } from "@domain/policy.ts";
import type { Tx } from "../tx.ts";
import { wordsQuery } from "./words.ts";

/** How many of each kind one answer holds. */
export const MOST = { messages: 40, notes: 10, contacts: 10, tickets: 10 };

/** Newest first: ids of messages whose text or file name holds all the words, before that one when given. */
export async function findMessages(tx: Tx, actor: Actor, text: string, before?: string): Promise<string[]> {
  const wanted = wordsQuery(text);
  if (wanted === undefined) return [];
  const rows = await tx<{ id: string }[]>`
    select id from find_messages(${wanted}::tsquery, ${before ?? null}::uuid, ${MOST.messages},
      ${actor.id}::uuid, ${[...actor.departmentIds]}::uuid[], ${can(actor, "chat.viewAll")},
      ${can(actor, "chat.viewOtherDepartmentsOpen")})`;
  return rows.map(({ id }) => id);
}

/** The same in one conversation, whose sight is the caller's to check: all of them up to `most`. */
export async function findInConversation(
  tx: Tx,
  conversationId: string,
  text: string,
  most: number,
): Promise<string[]> {
  const like = likeAll(text);
  const rows = await tx<{ id: string }[]>`
    select id from messages
    where conversation_id = ${conversationId} and deleted_at is null and direction <> 'system'
      and fold(message_text(body, media)) like all (${like}::text[])
    order by created_at desc, id desc limit ${most}`;
  return rows.map(({ id }) => id);
}

export async function findNotes(tx: Tx, actor: Actor, text: string): Promise<string[]> {
  const wanted = wordsQuery(text);
  if (wanted === undefined) return [];
  const rows = await tx<{ id: string }[]>`
    select id from find_notes(${wanted}::tsquery, ${MOST.notes}, ${actor.id}::uuid, ${[...actor.departmentIds]}::uuid[],
      ${can(actor, "chat.viewAll")}, ${can(actor, "chat.viewOtherDepartmentsOpen")})`;
  return rows.map(({ id }) => id);
}

/** By name, nickname, e-mail, code or number; the whole workspace's, those last talked to first. */
export async function findContacts(tx: Tx, text: string): Promise<string[]> {
  const wanted = wordsQuery(digitsOf(text) ?? text);
  if (wanted === undefined) return [];
  const rows = await tx<{ id: string }[]>`select id from find_contacts(${wanted}::tsquery, ${MOST.contacts})`;
  return rows.map(({ id }) => id);
}

/** By protocol, with its dots or without, this year's and last year's also without the year. */
export async function findTickets(tx: Tx, actor: Actor, text: string, year: number): Promise<string[]> {
  const rows = await tx<(Placed & { id: string })[]>`
    select t.id, c.agent_id, c.department_id from tickets t join conversations c on c.id = t.conversation_id
    where t.protocol = any(${protocolsOf(text, year)}::text[]) order by t.opened_at desc`;
  return rows.filter((place) => canSeeConversation(actor, place)).slice(0, MOST.tickets).map(({ id }) => id);
}

/** "202611210042", "2026.1121.0042" and "1121.0042" are one protocol (`nextProtocol`). */
function protocolsOf(text: string, year: number): string[] {
  const digits = digitsOf(text);
  if (digits === undefined || digits.length < 8) return [];
  const dotted = (all: string) => `${all.slice(0, 4)}.${all.slice(4, 8)}.${all.slice(8)}`;
  return [digits, `${year}${digits}`, `${year - 1}${digits}`].filter((all) => all.length > 8).map(dotted);
}

function likeAll(text: string): string[] {
  return fold(text)
    .split(/\s+/)
    .filter((word) => word !== "")
    .map(like);
}

function like(part: string): string {
  return `%${part.replace(/[\\%_]/g, "\\$&")}%`;
}

/** When all of it is a number. */
function digitsOf(text: string): string | undefined {
  if (!/^[\d\s+()./-]+$/.test(text)) return undefined;
  return text.replace(/\D/g, "") || undefined;
}
