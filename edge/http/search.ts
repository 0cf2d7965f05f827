import { type Context, Hono } from "hono";
import { IdSchema } from "@domain/id_schema.ts";
import { canSeeConversation, type Placed } from "@domain/policy.ts";
import { ROW_JSON } from "@db/feed/row_json.ts";
import { findContacts, findInConversation, findMessages, findNotes, findTickets, MOST } from "@db/search/find.ts";
import { type Tx, withWorkspace } from "@db/tx.ts";
import type { Member } from "../actions/context.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "./env.ts";
import { type Caller, signedIn } from "./middleware/session.ts";
import { problem } from "./problem.ts";

/** Occurrences in one conversation that are answered. */
const IN_CONVERSATION = 500;

type Table = "conversations" | "contacts" | "tickets" | "messages" | "ticket_notes";

/** INB-30, INB-31, CNV-04: over the whole history, what the member may see. */
export function searchRoutes(deps: Deps, caller: Caller = signedIn(deps.sql)): Hono<Env> {
  const app = new Hono<Env>();

  /**
   * `?q=` → the rows, and in `found` the ids of what matched, best first (a file is a message matched by its name too).
   * `&before=` (the last message of an earlier answer): those that follow. `&conversationId=`: in that one only.
   */
  app.get("/search", caller, async (c) => {
    const { member } = c.get("session");
    const text = (c.req.query("q") ?? "").replaceAll("\0", "").trim().slice(0, 200);
    if (text.length < 2) return problem(c, "bad_input", { field: "q", reason: "at least 2 characters" });
    const before = c.req.query("before");
    const conversationId = c.req.query("conversationId");
    for (const [field, value] of Object.entries({ before, conversationId })) {
      if (value !== undefined && !IdSchema.safeParse(value).success) {
        return problem(c, "bad_input", { field, reason: "not an id" });
      }
    }
    if (conversationId !== undefined) return await within(c, deps, member, conversationId, text);
    return c.json(await withWorkspace(deps.sql, member.workspaceId, (tx) => search(tx, member, text, before)));
  });

  return app;
}

async function within(c: Context<Env>, deps: Deps, member: Member, conversationId: string, text: string) {
  const answer = await withWorkspace(deps.sql, member.workspaceId, async (tx) => {
    const [place] = await tx<Placed[]>`select agent_id, department_id from conversations where id = ${conversationId}`;
    if (!place || !canSeeConversation(member, place)) return undefined;
    const ids = await findInConversation(tx, conversationId, text, IN_CONVERSATION);
    const found = { contacts: [], tickets: [], messages: ids, notes: [], more: ids.length === IN_CONVERSATION };
    const rows = await rowsOf(tx, "messages", ids);
    return { found, conversations: [], contacts: [], tickets: [], messages: rows, notes: [] };
  });
  return answer ? c.json(answer) : problem(c, "not_found", { what: "conversation" });
}

async function search(tx: Tx, member: Member, text: string, before: string | undefined) {
  const messages = await findMessages(tx, member, text, before);
  const isFirst = before === undefined;
  const notes = isFirst ? await findNotes(tx, member, text) : [];
  const contacts = isFirst ? await findContacts(tx, text) : [];
  const tickets = isFirst ? await findTickets(tx, member, text, new Date().getFullYear()) : [];
  const places = await tx<(Placed & { id: string; contact_id: string | null; ticket_id: string | null })[]>`
    select id, contact_id, ticket_id, agent_id, department_id from conversations
    where contact_id = any(${contacts}::uuid[])
      or id in (select conversation_id from messages where id = any(${messages}::uuid[]))
      or id in (select conversation_id from ticket_notes where id = any(${notes}::uuid[]))
      or id in (select conversation_id from tickets where id = any(${tickets}::uuid[]))`;
  const seen = places.filter((place) => canSeeConversation(member, place));
  const people = seen.map((place) => place.contact_id).filter((id) => id !== null);
  const latest = seen.map((place) => place.ticket_id).filter((id) => id !== null);
  return {
    found: { contacts, tickets, messages, notes, more: messages.length === MOST.messages },
    conversations: await rowsOf(tx, "conversations", seen.map(({ id }) => id)),
    contacts: await rowsOf(tx, "contacts", [...new Set([...contacts, ...people])]),
    tickets: await rowsOf(tx, "tickets", [...new Set([...tickets, ...latest])]),
    messages: await rowsOf(tx, "messages", messages),
    notes: await rowsOf(tx, "ticket_notes", notes),
  };
}

/** In the order of the ids. */
async function rowsOf(tx: Tx, table: Table, ids: string[]): Promise<unknown[]> {
  if (ids.length === 0) return [];
  const rows = await tx.unsafe<{ row: unknown }[]>(
    `select ${
      ROW_JSON[table]
    } as row from ${table} t join unnest($1::uuid[]) with ordinality as w (id, at) on w.id = t.id
     where t.deleted_at is null order by w.at`,
    [ids],
  );
  return rows.map(({ row }) => row);
}
