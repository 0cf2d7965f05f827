/** How a settings form asks for something: `desk.actNow` inside the desk, `actOverHttp` in the set-up wizard. */
import type { ActionResult } from "@domain/action.ts";
import { newId } from "@domain/ids.ts";
import { post } from "../api/client.ts";
import type { Settled, Wish } from "../live/desk_api.ts";

/** Throws `NoAnswer` when the server could not be reached: the form keeps its input and says so. */
export async function actOverHttp(wish: Wish): Promise<Settled> {
  const action = { ...wish, id: newId(), composedAt: new Date().toISOString() };
  const answer = await post<{ results: ActionResult[] }>("/api/actions", { actions: [action] });
  if (!answer.ok) {
    if (answer.code === "offline") throw new NoAnswer("the server did not answer");
    return { ok: false, code: answer.code, params: answer.params };
  }
  const result = answer.data.results[0];
  if (!result) throw new NoAnswer("the server answered without a result");
  return result.status === "done"
    ? { ok: true, data: result.data ?? {} }
    : { ok: false, code: result.code, params: result.params };
}

export class NoAnswer extends Error {}
