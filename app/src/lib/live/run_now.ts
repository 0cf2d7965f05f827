import type { Action, ActionResult } from "@domain/action.ts";
import { ACTIONS_VERSION } from "@domain/action_limits.ts";
import { post } from "../api/client.ts";
import type { Settled } from "./desk_api.ts";

/** Asks the server at once, past the outbox: for what makes no sense offline. No network is `server_error {offline}`. */
export async function runNow(action: Action): Promise<Settled> {
  const answer = await post<{ results: ActionResult[] }>("/api/actions", {
    version: ACTIONS_VERSION,
    actions: [action],
  });
  if (!answer.ok) {
    return answer.code === "offline"
      ? { ok: false, code: "server_error", params: { offline: true } }
      : { ok: false, code: answer.code, params: answer.params };
  }
  const result = answer.data.results[0];
  if (!result) return { ok: false, code: "server_error", params: {} };
  return result.status === "done"
    ? { ok: true, data: result.data ?? {} }
    : { ok: false, code: result.code, params: result.params };
}
