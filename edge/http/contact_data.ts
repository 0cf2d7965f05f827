import { Hono } from "hono";
import { IdSchema } from "@domain/id_schema.ts";
import { can } from "@domain/policy.ts";
import type { Row } from "@domain/rows.ts";
import { ROW_JSON } from "@db/feed/row_json.ts";
import { withWorkspace } from "@db/tx.ts";
import { duplicates } from "../contacts/duplicates.ts";
import { personData } from "../contacts/person_data.ts";
import { record } from "../facts/record.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "./env.ts";
import { type Caller, signedIn } from "./middleware/session.ts";
import { problem } from "./problem.ts";

/** What concerns the register as a whole. Mounted before `/contacts/:id`. */
export function contactDataRoutes(deps: Deps, caller: Caller = signedIn(deps.sql)): Hono<Env> {
  const { sql } = deps;
  const app = new Hono<Env>();

  /** `?contactId=` → {pairs: [{a, b, reason}]}: contacts that look like one person, the surest first. */
  app.get("/contacts/duplicates", caller, async (c) => {
    const { member } = c.get("session");
    if (!can(member, "contacts.merge")) return problem(c, "forbidden", { permission: "contacts.merge" });
    const contactId = c.req.query("contactId") ?? null;
    if (contactId !== null && !IdSchema.safeParse(contactId).success) {
      return problem(c, "bad_input", { field: "contactId", reason: "not an id" });
    }
    const pairs = await withWorkspace(sql, member.workspaceId, async (tx) => {
      const found = await duplicates(tx, member.workspaceId, contactId);
      const ids = found.flatMap(({ a, b }) => [a, b]);
      const rows = await tx.unsafe<{ row: Row<"contacts"> }[]>(
        `select ${ROW_JSON.contacts} as row from contacts t where t.id = any($1::uuid[])`,
        [ids],
      );
      const byId = new Map(rows.map(({ row }) => [row.id, row]));
      return found.map(({ a, b, reason }) => ({ a: byId.get(a), b: byId.get(b), reason }));
    });
    return c.json({ pairs });
  });

  /** LGPD: all that is kept of one person, as a zip. POST, since who took it is written down. */
  app.post("/contacts/:id/data", caller, async (c) => {
    const { member } = c.get("session");
    if (!can(member, "contacts.erase")) return problem(c, "forbidden", { permission: "contacts.erase" });
    const contactId = c.req.param("id");
    if (!IdSchema.safeParse(contactId).success) return problem(c, "bad_input", { field: "id", reason: "not an id" });
    const zip = await withWorkspace(sql, member.workspaceId, async (tx) => {
      const data = await personData(tx, contactId, deps.publicUrl);
      const by = { kind: "member" as const, id: member.id };
      if (data) await record(tx, member.workspaceId, by, "contact_data_taken", { contactId });
      return data;
    });
    if (!zip) return problem(c, "not_found", { what: "contact" });
    deps.committed();
    return c.body(zip, 200, { "content-type": "application/zip", "cache-control": "no-store" });
  });

  return app;
}
