import type { Context, Outcome } from "../context.ts";
import { DONE } from "../context.ts";

/** Nothing to do: taking the id (run.ts) is what keeps the action that had it from ever running. */
export function withdraw(_ctx: Context): Promise<Outcome> {
  return Promise.resolve(DONE);
}
