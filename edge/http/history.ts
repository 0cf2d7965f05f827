import { Hono } from "hono";
import type { RowsEvent } from "@domain/feed.ts";
import { IdSchema } from "@domain/ids.ts";
import { type Actor, can, canSeeConversation, maySeeTable, type Placed } from "@domain/policy.ts";
import { phoneKey } from "@domain/phone.ts";
import type { Row } from "@domain/rows.ts";
import { ROW_JSON } from "@db/feed/row_json.ts";
import { conversationRows } from "@db/feed/window.ts";
import { type Tx, withWorkspace } from "@db/tx.ts";
import type { Member } from "../actions/context.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "./env.ts";
import { type Caller, signedIn } from "./middleware/session.ts";
import { problem } from "./problem.ts";

const PAGE = { usual: 50, most: 200 };
const HITS = 20;

/** What lies beyond the browser's window: older messages, one conversation by its link, search over everything. */
export function historyRoutes(deps: Deps, caller: Caller = signedIn(deps.sql)): Hono<Env> {
  const { sql } = deps;
  const app = new Hono<Env>();

  app.get("/history", caller, async (c) => {
    const { member } = c.get("session");
    const conversationId = c.req.query("conversationId") ?? "";
    const before = c.req.query("before");
    const limit = Math.min(PAGE.most, Math.max(1, Number(c.req.query("limit") ?? PAGE.usual) || PAGE.usual));
    for (const [field, value] of [["conversationId", conversationId], ["before", before]] as const) {
      if (value !== undefined && !IdSchema.safeParse(value).success) {
        return problem(c, "bad_input", { field, reason: "not an id" });
      }
    }
    const page = await withWorkspace(sql, member.workspaceId, async (tx) => {
      if (!await isVisible(tx, member, conversationId)) return undefined;
      const rows = await tx.unsafe<{ row: Row<"messages"> }[]>(
        `select ${ROW_JSON.messages} as row from messages t where t.conversation_id = $1
           and ($2::uuid is null or (t.created_at, t.id) < (select b.created_at, b.id from messages b where b.id = $2::uuid))
         order by t.created_at desc, t.id desc limit ${limit + 1}`,
        [conversationId, before ?? null],
      );
      const messages = rows.slice(0, limit).map(({ row }) => row).reverse();
      const events = await tx.unsafe<{ row: Row<"events"> }[]>(
        `select ${ROW_JSON.events} as row from events t where t.conversation_id = $1 and t.at >= $2::timestamptz and t.type not in ('message_received', 'message_sent', 'internal_written')
         order by t.at desc limit 200`,
        [conversationId, messages[0]?.created_at ?? new Date().toISOString()],
      );
      return { messages, events: events.map(({ row }) => row).reverse(), hasOlder: rows.length > limit };
    });
    return page ? c.json(page) : problem(c, "not_found", { what: "conversation" });
  });

  app.get("/conversations/:id", caller, async (c) => {
    const { member } = c.get("session");
    const id = c.req.param("id");
    if (!IdSchema.safeParse(id).success) return problem(c, "bad_input", { field: "id", reason: "not an id" });
    const rows = await withWorkspace(sql, member.workspaceId, async (tx) => {
      // Links name the ticket; the conversation is what is visible.
      const [ticket] = await tx<{ conversation_id: string }[]>`select conversation_id from tickets where id = ${id}`;
      const conversationId = ticket?.conversation_id ?? id;
      if (!await isVisible(tx, member, conversationId)) return undefined;
      const events: RowsEvent[] = [];
      for await (const batch of conversationRows(tx, [{ id: conversationId, open: true }])) {
        if (!maySeeTable(member, batch.table)) continue;
        events.push({ table: batch.table, rows: batch.json.map((json) => JSON.parse(json)) } as RowsEvent);
      }
      return { conversationId, rows: events };
    });
    return rows ? c.json(rows) : problem(c, "not_found", { what: "conversation" });
  });

  app.get("/search", caller, async (c) => {
    const { member } = c.get("session");
    const text = (c.req.query("q") ?? "").replaceAll("\0", "").trim().slice(0, 200);
    if (text.length < 2) return problem(c, "bad_input", { field: "q", reason: "at least 2 characters" });
    return c.json(await withWorkspace(sql, member.workspaceId, (tx) => search(tx, member, text)));
  });

  return app;
}

async function isVisible(tx: Tx, member: Member, conversationId: string): Promise<boolean> {
  const [place] = await tx<Placed[]>`select agent_id, department_id from conversations where id = ${conversationId}`;
  return place !== undefined && canSeeConversation(member, place);
}

/** Names, phones, protocols and message texts; only what the member may see. */
async function search(tx: Tx, actor: Actor, text: string) {
  const like = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  const digits = text.replace(/\D/g, "");
  const key = digits.length >= 4 ? `%${phoneKey(digits).slice(-11)}%` : null;
  const sees = can(actor, "chat.viewAll");
  const found = await tx<{ id: string; message_id: string | null }[]>`
    (select c.id, null::uuid as message_id from contacts p join conversations c on c.contact_id = p.id
      where p.name ilike ${like} or p.profile_name ilike ${like} or p.email ilike ${like}
        or (${key}::text is not null and exists (select from contact_identities i where i.contact_id = p.id and i.deleted_at is null and i.kind = 'phone' and i.value_key like ${key}))
      order by c.last_message_at desc nulls last limit ${HITS})
    union all (select t.conversation_id, null from tickets t where t.protocol ilike ${like} order by t.opened_at desc limit ${HITS})
    union all (select m.conversation_id, m.id from messages m where m.body ilike ${like} order by m.created_at desc limit ${
    HITS * 2
  })`;
  const places = await tx<
    (Placed & { id: string })[]
  >`select id, agent_id, department_id from conversations where id = any(${found.map((hit) => hit.id)}::uuid[])`;
  const visible = new Set(places.filter((place) => sees || canSeeConversation(actor, place)).map((place) => place.id));
  const ids = [...visible];
  const messageIds = found.filter((hit) => hit.message_id && visible.has(hit.id)).map((hit) => hit.message_id!).slice(
    0,
    HITS,
  );
  const read = async (query: string, parameters: string[][]) =>
    (await tx.unsafe<{ row: unknown }[]>(query, parameters)).map(({ row }) => row);
  return {
    conversations: await read(
      `select ${ROW_JSON.conversations} as row from conversations t where t.id = any($1::uuid[])`,
      [ids],
    ),
    contacts: await read(
      `select ${ROW_JSON.contacts} as row from contacts t where t.id in (select contact_id from conversations where id = any($1::uuid[]))`,
      [ids],
    ),
    tickets: await read(
      `select ${ROW_JSON.tickets} as row from tickets t where t.id in (select ticket_id from conversations where id = any($1::uuid[])) or (t.conversation_id = any($1::uuid[]) and t.status <> 'closed')`,
      [ids],
    ),
    messages: await read(
      `select ${ROW_JSON.messages} as row from messages t where t.id = any($1::uuid[]) order by t.created_at desc`,
      [messageIds],
    ),
  };
}
