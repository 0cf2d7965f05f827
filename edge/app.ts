import { Hono } from "hono";
import type { Rooms } from "@sync/server/rooms.ts";
import { readSession } from "./auth/session.ts";
import type { Deps } from "./deps.ts";
import { actionRoutes } from "./http/actions.ts";
import { authRoutes } from "./http/auth.ts";
import { connectionRoutes } from "./http/connections.ts";
import { docsRoutes } from "./http/docs.ts";
import type { Env } from "./http/env.ts";
import { feedRoutes } from "./http/feed.ts";
import { healthRoutes } from "./http/health.ts";
import { contactDataRoutes } from "./http/contact_data.ts";
import { contactRoutes } from "./http/contacts.ts";
import { historyRoutes } from "./http/history.ts";
import { olderRoutes } from "./http/older.ts";
import { searchRoutes } from "./http/search.ts";
import { invitationRoutes } from "./http/invitations.ts";
import { meRoutes } from "./http/me.ts";
import { mediaRoutes, mediaUploadRoutes } from "./http/media.ts";
import { isOwnOrigin, ownOrigin } from "./http/middleware/origin.ts";
import { requestInfo } from "./http/middleware/request.ts";
import { securityHeaders } from "./http/middleware/security.ts";
import { problem } from "./http/problem.ts";
import { setupRoutes } from "./http/setup.ts";
import { staticRoutes } from "./http/static.ts";
import { tagRoutes } from "./http/tags.ts";
import { tokenRoutes } from "./http/tokens.ts";
import { v1Routes } from "./http/v1.ts";
import { syncRoutes } from "./sync/routes.ts";
import { widgetStore } from "./widget/postgres_store.ts";
import { widgetRoutes } from "./widget/routes.ts";

type Options = { rooms: Rooms; appRoot: string; scriptHashes: readonly string[] };

/** Mounts everything. Order matters: API and provider doors first, the app's shell for whatever is left. */
export function createApp(deps: Deps, { rooms, appRoot, scriptHashes }: Options): Hono<Env> {
  const app = new Hono<Env>();
  app.use("*", requestInfo(deps.config.trustedProxies));
  app.route("/", healthRoutes(deps));
  app.route("/", widgetRoutes({ store: widgetStore(deps), addressOf: (c) => c.get("address") }));
  app.use("*", securityHeaders(scriptHashes, deps.publicUrl.startsWith("https:")));
  // Before the Origin is asked for: no cookie opens these, so another page's request is just a stranger's.
  app.route("/api/v1", v1Routes(deps));
  app.route("/api", docsRoutes(deps.publicUrl));
  app.use("/api/*", ownOrigin(deps.config.publicUrl));

  for (
    const routes of [
      setupRoutes,
      authRoutes,
      meRoutes,
      invitationRoutes,
      actionRoutes,
      feedRoutes,
      mediaUploadRoutes,
      historyRoutes,
      olderRoutes,
      contactDataRoutes,
      searchRoutes,
      contactRoutes,
      connectionRoutes,
      tokenRoutes,
      tagRoutes,
    ]
  ) {
    app.route("/api", routes(deps));
  }
  app.all("/api/*", (c) => problem(c, "not_found", { what: "route" }));
  app.route("/media", mediaRoutes(deps));
  app.route(
    "/",
    syncRoutes({
      sql: deps.sql,
      rooms,
      authenticate: async (request) => {
        const session = await readSession(deps.sql, cookieOf(request));
        return session &&
          {
            workspaceId: session.member.workspaceId,
            actor: session.member,
            memberName: session.member.name,
            colour: session.colour,
          };
      },
      allowsOrigin: (origin, request) =>
        isOwnOrigin(origin ?? undefined, deps.config.publicUrl, request.headers.get("host") ?? undefined),
      addressOf: (c) => c.get("address"),
    }),
  );
  app.route("/", staticRoutes(appRoot));
  app.onError((error, c) => {
    deps.log.error("request failed", { requestId: c.get("requestId"), path: c.req.path, error });
    return problem(c, "server_error", { requestId: c.get("requestId") });
  });
  return app;
}

function cookieOf(request: Request): string | undefined {
  const match = /(?:^|;\s*)session=([^;]+)/.exec(request.headers.get("cookie") ?? "");
  return match?.[1];
}

export type Api = ReturnType<typeof createApp>;
