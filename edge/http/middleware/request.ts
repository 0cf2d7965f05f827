import type { MiddlewareHandler } from "hono";
import { getConnInfo } from "hono/deno";
import { newId } from "@domain/ids.ts";
import type { Env } from "../env.ts";
import { isTrusted } from "./proxies.ts";

/** Names the request and finds out who it is from; forwarded addresses are believed only from listed proxies. */
export function requestInfo(trustedProxies: readonly string[]): MiddlewareHandler<Env> {
  return async function requestInfo(c, next) {
    c.set("requestId", newId());
    let address = peer(c);
    const forwarded = c.req.header("x-forwarded-for");
    if (forwarded && isTrusted(address, trustedProxies)) {
      // The nearest address that is not one of our proxies.
      const hops = forwarded.split(",").map((hop) => hop.trim()).reverse();
      address = hops.find((hop) => !isTrusted(hop, trustedProxies)) ?? hops.at(-1) ?? address;
    }
    c.set("address", address);
    await next();
    c.header("x-request-id", c.get("requestId"));
  };
}

function peer(c: Parameters<MiddlewareHandler<Env>>[0]): string {
  try {
    return getConnInfo(c).remote.address ?? "";
  } catch {
    // app.request() in tests has no connection.
    return "";
  }
}
