import { Hono } from "hono";
import type { Deps } from "../deps.ts";
import { actionRoutes } from "./actions.ts";
import type { Env } from "./env.ts";
import { historyRoutes } from "./history.ts";
import { meRoutes } from "./me.ts";
import { mediaFileRoutes, mediaUploadRoutes } from "./media.ts";
import { bearer } from "./middleware/bearer.ts";
import { problem } from "./problem.ts";
import { searchRoutes } from "./search.ts";

/** The public API: the app's own handlers, with the caller known by token. edge/openapi/ describes it. */
export function v1Routes(deps: Deps): Hono<Env> {
  const app = new Hono<Env>();
  // One for all routes: it counts each token's requests.
  const caller = bearer(deps.sql);
  for (const routes of [meRoutes, actionRoutes, historyRoutes, searchRoutes, mediaUploadRoutes, mediaFileRoutes]) {
    app.route("/", routes(deps, caller));
  }
  app.all("*", (c) => problem(c, "not_found", { what: "route" }));
  return app;
}
