import { Hono } from "hono";
import * as z from "zod/mini";
import { verifyPassword } from "../auth/password.ts";
import { createSession, endSession, readSession } from "../auth/session.ts";
import { failed, succeeded, waitFor } from "../auth/throttle.ts";
import type { Deps } from "../deps.ts";
import { readJson } from "./body.ts";
import { clearSessionCookie, sessionCookie, setSessionCookie } from "./cookie.ts";
import type { Env } from "./env.ts";
import { problem } from "./problem.ts";

const SignIn = z.object({ email: z.string().check(z.maxLength(254)), password: z.string().check(z.maxLength(200)) });

export function authRoutes(deps: Deps): Hono<Env> {
  const { sql } = deps;
  const app = new Hono<Env>();

  app.post("/auth/sign-in", async (c) => {
    const body = await readJson(c, SignIn);
    if (!body.ok) return body.response;
    const { email, password } = body.value;
    const seconds = await waitFor(sql, email, c.get("address"));
    if (seconds > 0) return problem(c, "too_many_tries", { seconds });
    const [account] = await sql<{ id: string; workspace_id: string; password_hash: string | null }[]>`
      select id, workspace_id, password_hash from members where lower(email) = lower(${email.trim()}) and status = 'active'`;
    if (!await verifyPassword(account?.password_hash, password) || !account) {
      await failed(sql, email, c.get("address"));
      return problem(c, "sign_in_failed");
    }
    await succeeded(sql, email);
    setSessionCookie(
      c,
      await createSession(sql, account.workspace_id, account.id, c.req.header("user-agent") ?? ""),
      deps.secureCookies,
    );
    return c.json({ ok: true });
  });

  app.post("/auth/sign-out", async (c) => {
    const session = await readSession(sql, sessionCookie(c));
    if (session) {
      await endSession(sql, session.id);
      deps.sessions.ended(session.id);
    }
    clearSessionCookie(c, deps.secureCookies);
    return c.json({ ok: true });
  });

  return app;
}
