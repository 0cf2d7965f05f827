import { Hono } from "hono";
import * as z from "zod/mini";
import { hashToken } from "../auth/token.ts";
import { PASSWORD_LENGTH } from "../auth/password.ts";
import { createSession } from "../auth/session.ts";
import { createWorkspace } from "../facts/workspace.ts";
import { isTimeZone } from "../actions/settings/workspace.ts";
import type { Deps } from "../deps.ts";
import { readJson } from "./body.ts";
import { setSessionCookie } from "./cookie.ts";
import type { Env } from "./env.ts";
import { problem } from "./problem.ts";

const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(120));
const Setup = z.object({
  token: z.string().check(z.maxLength(200)),
  workspace: name,
  name,
  email: z.email(),
  password: z.string().check(z.minLength(PASSWORD_LENGTH.min), z.maxLength(PASSWORD_LENGTH.max)),
  sample: z._default(z.boolean(), false),
  locale: z._default(z.enum(["pt-BR", "en"]), "pt-BR"),
  timeZone: z._default(z.string().check(z.maxLength(64)), "America/Sao_Paulo"),
});

/** The first workspace and its first Admin, once, by the link the start printed. */
export function setupRoutes(deps: Deps): Hono<Env> {
  const { sql } = deps;
  const app = new Hono<Env>();

  app.get("/setup", async (c) => c.json({ needed: await isNeeded(deps) }));

  app.post("/setup", async (c) => {
    const body = await readJson(c, Setup);
    if (!body.ok) return body.response;
    const input = body.value;
    if (!isTimeZone(input.timeZone)) {
      return problem(c, "bad_input", { field: "timeZone", reason: `unknown time zone: ${input.timeZone}` });
    }
    if (!await isNeeded(deps)) return problem(c, "setup_done");
    const hash = await hashToken(input.token);
    const [link] = await sql`select 1 from setup_tokens where token_hash = ${hash}`;
    const given = deps.config.setupToken !== undefined && input.token === deps.config.setupToken;
    if (!link && !given) return problem(c, "bad_token");
    const made = await createWorkspace(deps, input);
    if (!made) return problem(c, "setup_done");
    deps.hub.poke();
    setSessionCookie(
      c,
      await createSession(sql, made.workspaceId, made.memberId, c.req.header("user-agent") ?? ""),
      deps.secureCookies,
    );
    return c.json({ ok: true, workspaceId: made.workspaceId, memberId: made.memberId });
  });

  return app;
}

export async function isNeeded(deps: Pick<Deps, "sql">): Promise<boolean> {
  const [row] = await deps.sql<{ done: boolean }[]>`select exists (select from workspaces) as done`;
  return !row!.done;
}
