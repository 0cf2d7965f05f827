import { Hono } from "hono";
import type { RowsEvent } from "@domain/feed.ts";
import { IdSchema } from "@domain/id_schema.ts";
import { canSeeConversation, maySeeTable, type Placed } from "@domain/policy.ts";
import type { Row } from "@domain/rows.ts";
import { fold } from "@domain/fold.ts";
import { ROW_JSON } from "@db/feed/row_json.ts";
import { conversationRows } from "@db/feed/window.ts";
import { type Tx, withWorkspace } from "@db/tx.ts";
import type { Member } from "../actions/context.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "./env.ts";
import { type Caller, signedIn } from "./middleware/session.ts";
import { problem } from "./problem.ts";

const PAGE = { usual: 200, most: 500 };
/** Conversations of one contact that come with its record: one a connection, so hardly ever more than a few. */
const CONVERSATIONS = 20;
const EVENTS = 100;

type Ask = { words: string[]; digits: string | null; tag: string | null; blocked: boolean };

/** Contacts beyond the browser's window: pages by name (keyset), and one contact with all that hangs on it. */
export function contactRoutes(deps: Deps, caller: Caller = signedIn(deps.sql)): Hono<Env> {
  const { sql } = deps;
  const app = new Hono<Env>();

  /** `?q= &tag= &blocked=1 &afterName= &afterId= &limit=` → {contacts, last, hasMore, total on the first page}. */
  app.get("/contacts", caller, async (c) => {
    const { member } = c.get("session");
    const tag = c.req.query("tag") ?? null;
    const afterId = c.req.query("afterId") ?? null;
    for (const [field, value] of [["tag", tag], ["afterId", afterId]] as const) {
      if (value !== null && !IdSchema.safeParse(value).success) {
        return problem(c, "bad_input", { field, reason: "not an id" });
      }
    }
    const ask: Ask = { ...asked(c.req.query("q") ?? ""), tag, blocked: c.req.query("blocked") === "1" };
    const after = afterId === null ? undefined : { name: c.req.query("afterName") ?? "", id: afterId };
    const limit = Math.min(PAGE.most, Math.max(1, Number(c.req.query("limit") ?? PAGE.usual) || PAGE.usual));
    return c.json(await withWorkspace(sql, member.workspaceId, (tx) => page(tx, member, ask, after, limit)));
  });

  app.get("/contacts/:id", caller, async (c) => {
    const { member } = c.get("session");
    const id = c.req.param("id");
    if (!IdSchema.safeParse(id).success) return problem(c, "bad_input", { field: "id", reason: "not an id" });
    const found = await withWorkspace(sql, member.workspaceId, (tx) => recordOf(tx, member, id));
    return found ? c.json(found) : problem(c, "not_found", { what: "contact" });
  });

  return app;
}

/** Words as the app's `matcher` reads them; digits when all of it is a number. */
function asked(q: string): Pick<Ask, "words" | "digits"> {
  const text = q.replaceAll("\0", "").trim().slice(0, 200);
  const isNumber = /^[\d\s+()./-]+$/.test(text);
  const digits = isNumber ? text.replace(/\D/g, "").replace(/^0+/, "") : "";
  return { words: fold(text).split(/\s+/).filter(Boolean), digits: digits.length >= 2 ? digits : null };
}

async function page(
  tx: Tx,
  member: Member,
  ask: Ask,
  after: { name: string; id: string } | undefined,
  limit: number,
) {
  const like = (word: string) => `%${word.replace(/[\\%_]/g, "\\$&")}%`;
  const where = `t.workspace_id = $1 and t.deleted_at is null
    and (t.search like all ($2::text[]) or t.search like $3::text)
    and ($4::uuid is null or $4::uuid = any(t.tag_ids)) and (not $5::boolean or t.blocked_at is not null)`;
  const parameters = [
    member.workspaceId,
    ask.words.map(like),
    ask.digits === null ? null : like(ask.digits),
    ask.tag,
    ask.blocked,
  ];
  // Beginning after the empty name with the lowest id is beginning at the beginning; so the index always leads.
  const from = [after?.name ?? "", after?.id ?? "00000000-0000-0000-0000-000000000000"];
  const rows = await tx.unsafe<{ row: Row<"contacts">; sort_name: string }[]>(
    `select ${ROW_JSON.contacts} as row, t.sort_name from contacts t
     where ${where} and (t.sort_name collate "C", t.id) > (fold($6) collate "C", $7::uuid)
     order by t.sort_name collate "C", t.id limit ${limit + 1}`,
    [...parameters, ...from],
  );
  const contacts = rows.slice(0, limit).map(({ row }) => row);
  const [count] = after
    ? []
    : await tx.unsafe<{ n: number }[]>(`select count(*)::int as n from contacts t where ${where}`, parameters);
  return {
    contacts,
    last: await lastTalks(tx, member, contacts.map(({ id }) => id)),
    hasMore: rows.length > limit,
    ...(count ? { total: count.n } : {}),
  };
}

/** When each was last in touch, by what this member may see. */
async function lastTalks(tx: Tx, member: Member, ids: string[]): Promise<Record<string, string>> {
  const rows = await tx<(Placed & { contact_id: string; at: string })[]>`
    select contact_id, agent_id, department_id, iso(last_message_at) as at from conversations
    where contact_id = any(${ids}::uuid[]) and last_message_at is not null order by last_message_at`;
  return Object.fromEntries(
    rows.filter((place) => canSeeConversation(member, place)).map((row) => [row.contact_id, row.at]),
  );
}

/**
 * CTP-10, CTP-12, CTP-23: the contact, its conversations in sight with tickets and messages, what happened to it, and
 * who has dealt with it (in any conversation: who they are is no secret, what they wrote may be).
 */
async function recordOf(tx: Tx, member: Member, id: string) {
  const [contact] = await tx.unsafe<{ row: Row<"contacts"> }[]>(
    `select ${ROW_JSON.contacts} as row from contacts t where t.id = $1 and t.deleted_at is null`,
    [id],
  );
  if (!contact) return undefined;
  const places = await tx<(Placed & { id: string })[]>`
    select id, agent_id, department_id from conversations where contact_id = ${id}
    order by last_message_at desc nulls last limit ${CONVERSATIONS}`;
  const seen = places.filter((place) => canSeeConversation(member, place));
  const rows: RowsEvent[] = [{ table: "contacts", rows: [contact.row] }];
  for (const table of ["contact_identities", "observations", "events"] as const) {
    if (maySeeTable(member, table)) rows.push(await aboutContact(tx, table, id));
  }
  for await (const batch of conversationRows(tx, seen.map((place) => ({ id: place.id, open: true })))) {
    if (batch.table === "observations") continue;
    rows.push({ table: batch.table, rows: batch.json.map((json) => JSON.parse(json)) } as RowsEvent);
  }
  const involved = await tx<{ memberId: string; at: string }[]>`
    select m.member_id as "memberId", iso(max(m.created_at)) as at from messages m
    where m.conversation_id = any(${places.map((place) => place.id)}::uuid[]) and m.member_id is not null
    group by m.member_id order by max(m.created_at) desc`;
  return { rows, involved: [...involved] };
}

async function aboutContact(
  tx: Tx,
  table: "contact_identities" | "observations" | "events",
  id: string,
): Promise<RowsEvent> {
  const where = table === "events"
    ? `t.contact_id = $1 and t.conversation_id is null order by t.at desc limit ${EVENTS}`
    : "t.contact_id = $1 and t.deleted_at is null";
  const rows = await tx.unsafe<{ row: unknown }[]>(
    `select ${ROW_JSON[table]} as row from ${table} t where ${where}`,
    [id],
  );
  return { table, rows: rows.map(({ row }) => row) } as RowsEvent;
}
