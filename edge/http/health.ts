import { Hono } from "hono";
import type { Deps } from "../deps.ts";
import type { Env } from "./env.ts";

/** Liveness (the process answers), readiness (its database does too), and Prometheus' page. */
export function healthRoutes(deps: Deps): Hono<Env> {
  const lag = deps.metrics.gauge("feed_lag_seconds", "Seconds since the feed last moved forward.");
  const app = new Hono<Env>();
  app.get("/healthz", (c) => c.text("ok\n"));
  app.get("/readyz", async (c) => {
    try {
      await deps.sql`select 1`;
      return c.text("ok\n");
    } catch {
      return c.text("the database does not answer\n", 503);
    }
  });
  app.get("/metrics", (c) => {
    lag(deps.hub.lagSeconds());
    return c.text(deps.metrics.text(), 200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" });
  });
  return app;
}
