import { Hono } from "hono";
import type { RowsEvent } from "@domain/feed.ts";
import { IdSchema } from "@domain/id_schema.ts";
import { canSeeConversation, maySeeTable, type Placed } from "@domain/policy.ts";
import { conversationRows } from "@db/feed/window.ts";
import { pageAfter, pageAround, pageBefore } from "@db/search/thread_page.ts";
import { type Tx, withWorkspace } from "@db/tx.ts";
import type { Member } from "../actions/context.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "./env.ts";
import { type Caller, signedIn } from "./middleware/session.ts";
import { problem } from "./problem.ts";

const PAGE = { usual: 50, most: 200 };

/** What lies beyond the browser's window: other parts of a thread, one conversation by its link. */
export function historyRoutes(deps: Deps, caller: Caller = signedIn(deps.sql)): Hono<Env> {
  const { sql } = deps;
  const app = new Hono<Env>();

  /** `?conversationId= &limit=` and one of `before= after= around=` (a message's id); the newest without. */
  app.get("/history", caller, async (c) => {
    const { member } = c.get("session");
    const conversationId = c.req.query("conversationId") ?? "";
    const [before, after, around] = [c.req.query("before"), c.req.query("after"), c.req.query("around")];
    const limit = Math.min(PAGE.most, Math.max(1, Number(c.req.query("limit") ?? PAGE.usual) || PAGE.usual));
    for (const [field, value] of Object.entries({ conversationId, before, after, around })) {
      if (value !== undefined && !IdSchema.safeParse(value).success) {
        return problem(c, "bad_input", { field, reason: "not an id" });
      }
    }
    const page = await withWorkspace(sql, member.workspaceId, async (tx) => {
      if (!await isVisible(tx, member, conversationId)) return undefined;
      if (around !== undefined) return await pageAround(tx, conversationId, around, limit);
      if (after !== undefined) return await pageAfter(tx, conversationId, after, limit);
      return await pageBefore(tx, conversationId, before ?? null, limit);
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
      return { conversationId, rows: await rowsOf(tx, member, [{ id: conversationId, open: true }]) };
    });
    return rows ? c.json(rows) : problem(c, "not_found", { what: "conversation" });
  });

  return app;
}

/** Everything of these conversations that this member may see. */
export async function rowsOf(
  tx: Tx,
  member: Member,
  conversations: { id: string; open: boolean }[],
): Promise<RowsEvent[]> {
  const events: RowsEvent[] = [];
  for await (const batch of conversationRows(tx, conversations)) {
    if (!maySeeTable(member, batch.table)) continue;
    events.push({ table: batch.table, rows: batch.json.map((json) => JSON.parse(json)) } as RowsEvent);
  }
  return events;
}

async function isVisible(tx: Tx, member: Member, conversationId: string): Promise<boolean> {
  const [place] = await tx<Placed[]>`select agent_id, department_id from conversations where id = ${conversationId}`;
  return place !== undefined && canSeeConversation(member, place);
}
