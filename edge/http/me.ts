import { Hono } from "hono";
import { MIRROR_VERSION } from "@domain/feed.ts";
import type { Row } from "@domain/rows.ts";
import { ROW_JSON } from "@db/feed/row_json.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "./env.ts";
import { type Caller, signedIn } from "./middleware/session.ts";

/** Who the caller is and what they may do, at this moment. */
export function meRoutes({ sql }: Pick<Deps, "sql">, caller: Caller = signedIn(sql)): Hono<Env> {
  const app = new Hono<Env>();
  app.get("/me", caller, async (c) => {
    const { member } = c.get("session");
    const [row] = await sql.unsafe<{ member: Row<"members">; workspace: Row<"workspaces"> }[]>(
      `select (select ${ROW_JSON.members} from members t where t.id = $1) as member, (select ${ROW_JSON.workspaces} from workspaces t where t.id = $2) as workspace`,
      [member.id, member.workspaceId],
    );
    c.header("cache-control", "no-store");
    return c.json({
      ...row!,
      actor: { id: member.id, permissions: member.permissions, departmentIds: member.departmentIds },
      mirrorVersion: MIRROR_VERSION,
      serverTime: new Date().toISOString(),
    });
  });
  return app;
}
