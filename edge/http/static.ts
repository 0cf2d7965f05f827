import { Hono } from "hono";
import { serveStatic } from "hono/deno";
import type { Env } from "./env.ts";

/**
 * The built app: immutable files for ever, the shell and the service worker always asked for. Without the two 404s
 * missing files would be answered with the shell and a 200 (facts/stack.md §2).
 */
export function staticRoutes(root: string): Hono<Env> {
  const app = new Hono<Env>();
  app.use("*", async (c, next) => {
    await next();
    const { path } = c.req;
    if (c.res.status === 200 && path.startsWith("/_app/immutable/")) {
      c.header("cache-control", "public, max-age=31536000, immutable");
    } else if (!path.includes(".") || path === "/service-worker.js" || path === "/precache.json") {
      c.header("cache-control", "no-cache");
    }
  });
  app.use("*", serveStatic({ root, precompressed: true }));
  app.get("/_app/*", (c) => c.text("Not found.", 404));
  app.get("*", async (c, next) => {
    // A path with an extension is a file that is not there, not a page.
    if (/\.[a-z0-9]{2,5}$/i.test(c.req.path)) return c.text("Not found.", 404);
    return await serveStatic<Env>({ root, path: "index.html", precompressed: true })(c, next) ??
      c.text("The app is not built.", 503);
  });
  return app;
}
