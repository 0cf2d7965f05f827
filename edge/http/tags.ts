import { Hono } from "hono";
import { tagUsage } from "@db/search/tag_usage.ts";
import { withWorkspace } from "@db/tx.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "./env.ts";
import { signedIn } from "./middleware/session.ts";

/** TAG-01: `GET /api/tags/usage` → `{usage: {[tagId]: {contacts, tickets, messages}}}`; unused ones are left out. */
export function tagRoutes({ sql }: Deps): Hono<Env> {
  const app = new Hono<Env>();
  app.get("/tags/usage", signedIn(sql), async (c) => {
    const { member } = c.get("session");
    return c.json({ usage: await withWorkspace(sql, member.workspaceId, tagUsage) });
  });
  return app;
}
