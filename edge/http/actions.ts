import { Hono } from "hono";
import * as z from "zod/mini";
import type { ActionResult } from "@domain/action.ts";
import { ACTIONS_PER_REQUEST, ACTIONS_VERSION } from "@domain/action_limits.ts";
import { runAction } from "../actions/run.ts";
import type { Deps } from "../deps.ts";
import { readJson } from "./body.ts";
import type { Env } from "./env.ts";
import { problem } from "./problem.ts";
import { type Caller, signedIn } from "./middleware/session.ts";

export const ActionsBody = z.object({
  /** The page's own; integrations have none. */
  version: z.optional(z.int()),
  actions: z.array(z.unknown()).check(z.minLength(1), z.maxLength(ACTIONS_PER_REQUEST)),
});
/** Runs a list of actions in order, each in its own transaction, and answers a result for each (design.md §7). */
export function actionRoutes(deps: Deps, caller: Caller = signedIn(deps.sql)): Hono<Env> {
  const app = new Hono<Env>();
  app.post("/actions", caller, async (c) => {
    const body = await readJson(c, ActionsBody);
    if (!body.ok) return body.response;
    if (body.value.version !== undefined && body.value.version < ACTIONS_VERSION) return problem(c, "client_too_old");
    const { member } = c.get("session");
    const results: ActionResult[] = [];
    for (const input of body.value.actions) {
      try {
        results.push(await runAction(deps, member, input));
      } catch (error) {
        // Not stored: the same action may be tried again. What stands behind it in the list was not begun.
        deps.log.error("action failed", { requestId: c.get("requestId"), type: typeOf(input), error });
        results.push({
          id: idOf(input),
          status: "refused",
          code: "server_error",
          params: { requestId: c.get("requestId") },
        });
        break;
      }
    }
    return c.json({ results });
  });
  return app;
}

function typeOf(input: unknown): string {
  return typeof input === "object" && input !== null && "type" in input ? String(input.type) : "";
}

function idOf(input: unknown): string {
  return typeof input === "object" && input !== null && "id" in input ? String(input.id) : "";
}
