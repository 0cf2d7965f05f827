import type { Actions } from "@domain/action.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { denied, recordSetting } from "./allowed.ts";

/** What a connection says by itself. A rating that is on needs its question. */
export async function saveAutomation(ctx: Context, input: Actions["connection.automation"]): Promise<Outcome> {
  const no = denied(ctx, "connections.manage");
  if (no) return no;
  const { tx } = ctx;
  const { automation, connectionId } = input;
  if (automation.ratingOn && automation.ratingQuestion.trim() === "") {
    return refused("bad_input", { field: "automation.ratingQuestion", reason: "empty" });
  }
  if (automation.afterFlowId !== null) {
    const [flow] = await tx`select 1 from flows where id = ${automation.afterFlowId} and deleted_at is null`;
    if (!flow) return refused("not_found", { what: "flow" });
  }
  const [before] = await tx<{ automation: unknown }[]>`
    select automation from connections where id = ${connectionId} and deleted_at is null`;
  if (!before) return refused("not_found", { what: "connection" });
  await tx`update connections set automation = ${tx.json(automation)} where id = ${connectionId}`;
  await recordSetting(ctx, "automation_saved", { automation: before.automation }, { connectionId, automation });
  return DONE;
}
