import { Hono } from "hono";
import type { ApiToken } from "@domain/api_token.ts";
import { can } from "@domain/policy.ts";
import { withWorkspace } from "@db/tx.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "./env.ts";
import { signedIn } from "./middleware/session.ts";
import { problem } from "./problem.ts";

/** `GET /api/tokens`: the tokens that work, newest first. What a removed member made works no more and is not listed. */
export function tokenRoutes({ sql }: Pick<Deps, "sql">): Hono<Env> {
  const app = new Hono<Env>();
  app.get("/tokens", signedIn(sql), async (c) => {
    const { member } = c.get("session");
    if (!can(member, "workspace.manage")) return problem(c, "forbidden", { permission: "workspace.manage" });
    const tokens = await withWorkspace(sql, member.workspaceId, (tx) =>
      tx<ApiToken[]>`
        select t.id, t.name, t.member_id as "memberId", iso(t.created_at) as "createdAt", iso(t.used_at) as "usedAt"
        from api_tokens t join members m on m.id = t.member_id
        where t.revoked_at is null and m.status = 'active' order by t.created_at desc, t.id desc`);
    c.header("cache-control", "no-store");
    return c.json({ tokens });
  });
  return app;
}
