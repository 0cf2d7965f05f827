import type { Sql } from "@db/tx.ts";
import { readApiToken } from "../../auth/api_token.ts";
import { limiter } from "../../widget/limiter.ts";
import { problem } from "../problem.ts";
import type { Caller } from "./session.ts";

/** Of each token on this node: so many at once, then so many a second. */
export const API_RATE = { burst: 120, perSecond: 20 };

/**
 * The public API's caller: `Authorization: Bearer mut_…`, nothing else. A cookie is never looked at here, so a page of
 * somebody else's cannot borrow a visitor's session and no Origin needs to be checked.
 */
export function bearer(sql: Sql): Caller {
  const rate = limiter(API_RATE.burst, API_RATE.perSecond);
  return async function bearer(c, next) {
    const token = /^Bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
    const session = token && await readApiToken(sql, token);
    if (!session) {
      c.header("www-authenticate", 'Bearer realm="Mutirao"');
      return problem(c, "not_signed_in");
    }
    // Only after the secret was found right: a stranger who knows a token's id must not use up its share.
    const free = rate.take(session.id);
    if (free !== true) return problem(c, "too_many_tries", { seconds: free });
    c.header("cache-control", "no-store");
    c.set("session", session);
    await next();
  };
}
