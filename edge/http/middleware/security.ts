import type { MiddlewareHandler } from "hono";
import type { Env } from "../env.ts";

/** `scripts`: quoted hashes of the few inline scripts the built page has (edge/build/precache.ts writes them). */
export function securityHeaders(scripts: readonly string[], https: boolean): MiddlewareHandler<Env> {
  const csp = [
    "default-src 'none'",
    // 'wasm-unsafe-eval': PGlite is WebAssembly; it evaluates no JavaScript.
    `script-src 'self' 'wasm-unsafe-eval' ${scripts.join(" ")}`.trim(),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self' data:",
    "connect-src 'self' blob:",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
  return async function securityHeaders(c, next) {
    await next();
    const { headers } = c.res;
    if (!headers.has("content-security-policy")) headers.set("content-security-policy", csp);
    headers.set("x-content-type-options", "nosniff");
    headers.set("referrer-policy", "same-origin");
    if (https) headers.set("strict-transport-security", "max-age=31536000");
    if (!headers.has("permissions-policy")) {
      headers.set("permissions-policy", "microphone=(self), camera=(), geolocation=()");
    }
  };
}
