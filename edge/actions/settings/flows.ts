import type { Actions } from "@domain/action.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { denied, recordSetting } from "./allowed.ts";

/** Publishes a flow. What was fired before goes on with the steps it was fired with. */
export async function saveFlow(ctx: Context, input: Actions["flow.save"]): Promise<Outcome> {
  const no = denied(ctx, "flows.manage");
  if (no) return no;
  const { tx, member } = ctx;
  const { flowId, name, colour, active, steps } = input;
  const [taken] =
    await tx`select 1 from flows where lower(name) = lower(${name}) and id <> ${flowId} and deleted_at is null`;
  if (taken) return refused("name_taken", { field: "name", name });
  const [before] = await tx`select name, colour, active, steps from flows where id = ${flowId}`;
  await tx`
    insert into flows (id, workspace_id, name, colour, active, position, steps)
    values (${flowId}, ${member.workspaceId}, ${name}, ${colour}, ${active},
      (select coalesce(max(position) + 1, 0) from flows), ${tx.json(steps)})
    on conflict (id) do update set name = excluded.name, colour = excluded.colour, active = excluded.active,
      steps = excluded.steps, deleted_at = null`;
  await recordSetting(ctx, "flow_saved", before ?? {}, { flowId, name, colour, active, steps });
  return DONE;
}

/** It can be fired no more; what was fired before goes on. */
export async function removeFlow(ctx: Context, input: Actions["flow.delete"]): Promise<Outcome> {
  const no = denied(ctx, "flows.manage");
  if (no) return no;
  const [before] = await ctx
    .tx`update flows set deleted_at = clock_timestamp() where id = ${input.flowId} and deleted_at is null returning name`;
  if (!before) return refused("not_found", { what: "flow" });
  await recordSetting(ctx, "flow_removed", { flowId: input.flowId, ...before }, {});
  return DONE;
}
