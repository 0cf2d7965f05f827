import { Hono } from "hono";
import * as z from "zod/mini";
import { IdSchema } from "@domain/id_schema.ts";
import { olderConversations } from "@db/feed/older.ts";
import { withWorkspace } from "@db/tx.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "./env.ts";
import { rowsOf } from "./history.ts";
import { signedIn } from "./middleware/session.ts";
import { problem } from "./problem.ts";

const Asked = z.object({
  archived: z.optional(z.literal("1")),
  connection: z.optional(IdSchema),
  tag: z.optional(IdSchema),
  stage: z.optional(IdSchema),
  type: z.optional(IdSchema),
  demand: z.optional(IdSchema),
  /** `OlderCursor` in one word. */
  before: z.optional(z.string().check(z.regex(/^\d{1,17}\.[0-9a-f-]{36}$/))),
});

/** INB-33: closed conversations that lie before what a browser holds. */
export function olderRoutes({ sql }: Deps): Hono<Env> {
  const app = new Hono<Env>();

  /**
   * `?archived=1&connection=&tag=&stage=&type=&demand=`, each may be left out, and `before=`, the `next` of an answer →
   * the rows of one page, and `next`: where the one after it begins, null when there is none.
   */
  app.get("/conversations", signedIn(sql), async (c) => {
    const { member } = c.get("session");
    const asked = Asked.safeParse(c.req.query());
    if (!asked.success) {
      return problem(c, "bad_input", { field: asked.error.issues[0]!.path.join("."), reason: "not what is asked for" });
    }
    const { before, archived, connection, tag, stage, type, demand } = asked.data;
    const wanted = { connectionId: connection, tagId: tag, stageId: stage, typeId: type, demandId: demand };
    const [closedAt, ticketId] = before?.split(".") ?? [];
    const cursor = closedAt && ticketId ? { closedAt, ticketId } : undefined;
    const page = await withWorkspace(sql, member.workspaceId, async (tx) => {
      const filter = { ...wanted, archived: archived !== undefined };
      const { ids, next } = await olderConversations(tx, member.workspaceId, member, filter, cursor);
      return { next, rows: await rowsOf(tx, member, ids.map((id) => ({ id, open: false }))) };
    });
    return c.json({ rows: page.rows, next: page.next ? `${page.next.closedAt}.${page.next.ticketId}` : null });
  });

  return app;
}
