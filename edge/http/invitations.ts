import { Hono } from "hono";
import * as z from "zod/mini";
import { hashPassword, PASSWORD_LENGTH } from "../auth/password.ts";
import { createSession } from "../auth/session.ts";
import { hashToken } from "../auth/token.ts";
import { record } from "../facts/record.ts";
import type { Deps } from "../deps.ts";
import { readJson } from "./body.ts";
import { setSessionCookie } from "./cookie.ts";
import type { Env } from "./env.ts";
import { problem } from "./problem.ts";

const Join = z.object({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
  password: z.string().check(z.minLength(PASSWORD_LENGTH.min), z.maxLength(PASSWORD_LENGTH.max)),
});

type Found = {
  workspace_id: string;
  member_id: string;
  workspace: string;
  name: string;
  email: string;
  used: boolean;
  status: string;
};

/** The link an invited member opens: who invites them, then name and password, once. */
export function invitationRoutes(deps: Deps): Hono<Env> {
  const { sql } = deps;
  const app = new Hono<Env>();

  async function find(token: string): Promise<Found | undefined> {
    const [row] = await sql<Found[]>`
      select i.workspace_id, i.member_id, w.name as workspace, m.name, m.email, i.used_at is not null as used, m.status
      from invitations i join workspaces w on w.id = i.workspace_id join members m on m.id = i.member_id
      where i.token_hash = ${await hashToken(token)} and i.expires_at > clock_timestamp()`;
    return row;
  }

  app.get("/invitations/:token", async (c) => {
    const found = await find(c.req.param("token"));
    if (!found || found.status === "removed") return problem(c, "bad_token");
    if (found.used) return problem(c, "invitation_used");
    return c.json({ workspace: found.workspace, name: found.name, email: found.email });
  });

  app.post("/invitations/:token", async (c) => {
    const body = await readJson(c, Join);
    if (!body.ok) return body.response;
    const found = await find(c.req.param("token"));
    if (!found) return problem(c, "bad_token");
    const passwordHash = await hashPassword(body.value.password);
    const hash = await hashToken(c.req.param("token"));
    const joined = await sql.begin(async (tx) => {
      const [used] =
        await tx`update invitations set used_at = clock_timestamp() where token_hash = ${hash} and used_at is null returning 1`;
      if (!used) return false;
      const [member] = await tx`
        update members set name = ${body.value.name}, password_hash = ${passwordHash}, status = 'active' where id = ${found.member_id} and status = 'invited' returning id`;
      if (!member) return false;
      await record(tx, found.workspace_id, { kind: "member", id: found.member_id }, "member_joined", {}, {}, {
        memberId: found.member_id,
        name: body.value.name,
      });
      return true;
    });
    if (!joined) return problem(c, "invitation_used");
    deps.hub.poke();
    setSessionCookie(
      c,
      await createSession(sql, found.workspace_id, found.member_id, c.req.header("user-agent") ?? ""),
      deps.secureCookies,
    );
    return c.json({ ok: true });
  });

  return app;
}
