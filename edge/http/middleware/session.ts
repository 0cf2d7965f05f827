import type { MiddlewareHandler } from "hono";
import type { Sql } from "@db/tx.ts";
import { readSession } from "../../auth/session.ts";
import { sessionCookie } from "../cookie.ts";
import type { Env } from "../env.ts";
import { problem } from "../problem.ts";

/** Finds out who calls, leaves it as `session`, or answers `not_signed_in`: a cookie on /api, a token on /api/v1. */
export type Caller = MiddlewareHandler<Env>;

/** Who this is, read again at every request: a removed member or a changed role counts at once. */
export function signedIn(sql: Sql): Caller {
  return async function signedIn(c, next) {
    const session = await readSession(sql, sessionCookie(c));
    if (!session) return problem(c, "not_signed_in");
    c.set("session", session);
    await next();
  };
}
