import { Hono } from "hono";
import { IdSchema } from "@domain/id_schema.ts";
import { can } from "@domain/policy.ts";
import { withWorkspace } from "@db/tx.ts";
import { channelOf } from "../channels/registry.ts";
import { groupsOf, nameGroup } from "../facts/group.ts";
import { conversationsWithQueue } from "../facts/queued.ts";
import type { Deps } from "../deps.ts";
import type { Connection } from "../inbound/connections.ts";
import type { Env } from "./env.ts";
import { signedIn } from "./middleware/session.ts";
import { problem } from "./problem.ts";

/** Shown because people paste them elsewhere; every other secret goes in and never comes out. */
const SHOWN_SECRETS = ["verifyToken", "identitySecret"];

/** What an administrator needs of one connection: settings, what to paste where, and whether it works. */
export function connectionRoutes(deps: Deps): Hono<Env> {
  const { sql } = deps;
  const app = new Hono<Env>();

  app.get("/connections/:id", signedIn(sql), async (c) => {
    const found = await find(c.req.param("id"), c.get("session").member);
    if ("code" in found) return problem(c, found.code, found.params);
    const { config } = found;
    return c.json({
      settings: config.public,
      secretsSet: Object.keys(config.secrets),
      webhookUrl: `${deps.publicUrl}/hooks/${config.channel}/${config.id}`,
      ...Object.fromEntries(SHOWN_SECRETS.map((name) => [name, config.secrets[name] ?? null])),
      snippet: config.channel === "webchat"
        ? `<script src="${deps.publicUrl}/widget.js?connection=${config.id}" async></script>`
        : null,
    });
  });

  app.post("/connections/:id/check", signedIn(sql), async (c) => {
    const { member } = c.get("session");
    const found = await find(c.req.param("id"), member);
    if ("code" in found) return problem(c, found.code, found.params);
    const { config } = found;
    const language = c.req.header("accept-language")?.startsWith("en") ? "en" as const : "pt-BR" as const;
    const { steps, address } = await channelOf(config.channel).check(config, {
      fetch,
      graphUrl: deps.config.metaGraphUrl,
      signal: AbortSignal.timeout(20_000),
      language,
    });
    const works = steps.every((step) => step.ok);
    const batch = deps.jobs.batch();
    await withWorkspace(sql, member.workspaceId, async (tx) => {
      if (address && address !== found.address) {
        await tx`update connections set address = ${address} where id = ${config.id}`;
      }
      if (works && found.status !== "active") {
        await tx`update connections set status = 'active' where id = ${config.id}`;
        for (const conversationId of await conversationsWithQueue(tx, config.id)) {
          await batch.enqueue(tx, "deliver", { workspaceId: member.workspaceId, conversationId });
        }
      }
    });
    batch.committed();
    deps.committed();
    return c.json({ steps });
  });

  /** CHN-15: the groups that are known of it, after asking the provider for names and news; `problem` is why it did not say. */
  app.get("/connections/:id/groups", signedIn(sql), async (c) => {
    const { member } = c.get("session");
    const found = await find(c.req.param("id"), member);
    if ("code" in found) return problem(c, found.code, found.params);
    const { config } = found;
    const fetched = await channelOf(config.channel).groups?.(config, {
      fetch,
      graphUrl: deps.config.metaGraphUrl,
      signal: AbortSignal.timeout(10_000),
    });
    const groups = await withWorkspace(sql, member.workspaceId, async (tx) => {
      const place = { workspaceId: member.workspaceId, connectionId: config.id };
      for (const group of fetched?.ok ? fetched.groups : []) await nameGroup(tx, { ...place, ...group });
      return await groupsOf(tx, config.id);
    });
    deps.committed();
    return c.json({ groups, problem: fetched && !fetched.ok ? fetched.text || fetched.code : null });
  });

  type Found = Connection | { code: "forbidden" | "not_found"; params: Record<string, string> };
  async function find(id: string, member: Env["Variables"]["session"]["member"]): Promise<Found> {
    if (!can(member, "connections.manage")) return { code: "forbidden", params: { permission: "connections.manage" } };
    const connection = IdSchema.safeParse(id).success
      ? await withWorkspace(sql, member.workspaceId, (tx) => deps.connections.byId(tx, id))
      : undefined;
    return connection ?? { code: "not_found", params: { what: "connection" } };
  }

  return app;
}
