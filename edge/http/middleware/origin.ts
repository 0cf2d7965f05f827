import type { MiddlewareHandler } from "hono";
import type { Env } from "../env.ts";
import { problem } from "../problem.ts";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** Is this page one of ours? With PUBLIC_URL only that; without, the address the request itself came to. */
export function isOwnOrigin(
  origin: string | undefined,
  publicUrl: string | undefined,
  host: string | undefined,
): boolean {
  if (!origin) return false;
  if (publicUrl) return origin === publicUrl;
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}

/** Every state change comes from our own pages: a cookie alone is not enough (design.md §10). */
export function ownOrigin(publicUrl: string | undefined): MiddlewareHandler<Env> {
  return async function ownOrigin(c, next) {
    if (!SAFE.has(c.req.method) && !isOwnOrigin(c.req.header("origin"), publicUrl, c.req.header("host"))) {
      return problem(c, "bad_origin", { origin: c.req.header("origin") ?? null });
    }
    await next();
  };
}
