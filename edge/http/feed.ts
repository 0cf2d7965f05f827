import { Hono } from "hono";
import * as z from "zod/mini";
import { IdSchema } from "@domain/id_schema.ts";
import { canSeeConversation, type Placed } from "@domain/policy.ts";
import type { Deps } from "../deps.ts";
import { openReader } from "../feed/reader.ts";
import { readJson } from "./body.ts";
import type { Env } from "./env.ts";
import { signedIn } from "./middleware/session.ts";
import { problem } from "./problem.ts";

const Update = z.object({
  clientId: z.string().check(z.minLength(1), z.maxLength(64)),
  ticketId: z.nullable(IdSchema),
  state: z.enum(["viewing", "typing", "internal"]),
  draft: z.optional(z.string().check(z.maxLength(200))),
});

/** A browser has one feed, however many tabs; a script that opens more only takes memory from everybody. */
const FEEDS_A_MEMBER = 50;
/** When one of them may have gone. */
const TRY_AGAIN_SECONDS = 30;

/** `GET /api/feed?cursor=` and the light news of who is where. */
export function feedRoutes(deps: Deps): Hono<Env> {
  const { sql, hub, presence, sessions } = deps;
  const app = new Hono<Env>();
  /** Open feeds by member. */
  const open = new Map<string, number>();

  app.get("/feed", signedIn(sql), (c) => {
    const text = c.req.query("cursor") ?? c.req.header("last-event-id") ?? "";
    if (text !== "" && !/^[0-9a-f]{12}\.\d{1,19}$/.test(text)) {
      return problem(c, "bad_input", { field: "cursor", reason: "not a cursor" });
    }
    const { member, id } = c.get("session");
    const feeds = open.get(member.id) ?? 0;
    if (feeds >= FEEDS_A_MEMBER) return problem(c, "too_many_tries", { seconds: TRY_AGAIN_SECONDS });
    open.set(member.id, feeds + 1);
    let ends: (() => void)[] = [];
    const reader = openReader(
      {
        sql,
        hub,
        onError: (error) => deps.log.error("feed failed", { requestId: c.get("requestId"), error }),
        onClose: () => {
          const left = (open.get(member.id) ?? 1) - 1;
          if (left > 0) open.set(member.id, left);
          else open.delete(member.id);
          ends.forEach((end) => end());
          ends = [];
        },
      },
      member,
      text === "" ? undefined : text,
    );
    ends.push(
      presence.listen({
        workspaceId: member.workspaceId,
        actor: member,
        send: (event) => reader.send("live", JSON.stringify(event)),
      }),
    );
    ends.push(sessions.opened(id, reader.close));
    return reader.response;
  });

  app.post("/presence", signedIn(sql), async (c) => {
    const body = await readJson(c, Update);
    if (!body.ok) return body.response;
    const { member } = c.get("session");
    const { ticketId, clientId, state, draft } = body.value;
    const [at] = ticketId === null ? [] : await sql<Placed[]>`
      select c.agent_id, c.department_id from tickets t join conversations c on c.id = t.conversation_id
      where t.id = ${ticketId} and t.workspace_id = ${member.workspaceId}`;
    if (ticketId !== null && (!at || !canSeeConversation(member, at))) {
      return problem(c, "not_found", { what: "ticket" });
    }
    presence.here({
      workspaceId: member.workspaceId,
      memberId: member.id,
      clientId: `${member.id}/${clientId}`,
      ticketId,
      at: at ?? null,
      state,
      ...(draft ? { draft } : {}),
    });
    return c.body(null, 204);
  });

  return app;
}
