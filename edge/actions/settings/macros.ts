import type { Actions } from "@domain/action.ts";
import { lastStepFault, type MacroPlace, mayEditMacro } from "@domain/macro.ts";
import { can } from "@domain/policy.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { recordSetting } from "./allowed.ts";
import { departmentThere } from "./quick_replies.ts";

type Macro = MacroPlace & { name: string };
const FORBIDDEN = refused("forbidden", { permission: "quickReplies.manage" });

/**
 * Everybody may keep own ones; shared ones are in the hands of who looks after the shared quick replies. What is shared
 * stays shared, since others rely on it. `name_taken`: one of this name stands already where this one belongs.
 */
export async function saveMacro(ctx: Context, input: Actions["macro.save"]): Promise<Outcome> {
  const { tx, member } = ctx;
  const { macroId, name, steps, personal } = input;
  const before = await find(ctx, macroId);
  if (before && before.owner_id !== null && before.owner_id !== member.id) {
    return refused("not_found", { what: "macro" });
  }
  if ((before && !mayEditMacro(member, before)) || (!personal && !can(member, "quickReplies.manage"))) return FORBIDDEN;
  if (personal && before && before.owner_id === null) {
    return refused("bad_input", { field: "personal", reason: "shared already" });
  }
  if (lastStepFault(steps)) return refused("bad_input", { field: "steps", reason: "close must be last" });
  if (steps.some((step) => step.kind === "transfer" && step.agentId === null && step.departmentId === null)) {
    return refused("bad_input", { field: "steps", reason: "agent or department" });
  }
  const departmentId = personal ? null : input.departmentId;
  if (departmentId !== null && !await departmentThere(ctx, departmentId)) {
    return refused("not_found", { what: "department" });
  }
  const ownerId = personal ? member.id : null;
  const [taken] = await tx`
    select 1 from macros where lower(name) = lower(${name}) and id <> ${macroId} and deleted_at is null
      and owner_id is not distinct from ${ownerId} and department_id is not distinct from ${departmentId}`;
  if (taken) return refused("name_taken", { field: "name", name });
  await tx`
    insert into macros (id, workspace_id, owner_id, department_id, name, steps)
    values (${macroId}, ${member.workspaceId}, ${ownerId}, ${departmentId}, ${name}, ${tx.json(steps as never)})
    on conflict (id) do update set owner_id = excluded.owner_id, department_id = excluded.department_id,
      name = excluded.name, steps = excluded.steps, deleted_at = null`;
  // The timeline of settings is everybody's: what is somebody's own is not told there.
  if (!personal) await recordSetting(ctx, "macro_saved", shown(before), { macroId, name, departmentId });
  return DONE;
}

export async function deleteMacro(ctx: Context, input: Actions["macro.delete"]): Promise<Outcome> {
  const before = await find(ctx, input.macroId);
  if (!before || (before.owner_id !== null && before.owner_id !== ctx.member.id)) {
    return refused("not_found", { what: "macro" });
  }
  if (!mayEditMacro(ctx.member, before)) return FORBIDDEN;
  await ctx.tx`update macros set deleted_at = clock_timestamp() where id = ${input.macroId}`;
  if (before.owner_id === null) await recordSetting(ctx, "macro_deleted", { macroId: input.macroId, ...before }, {});
  return DONE;
}

async function find(ctx: Context, id: string): Promise<Macro | undefined> {
  const [row] = await ctx.tx<Macro[]>`
    select owner_id, department_id, name from macros where id = ${id} and deleted_at is null`;
  return row;
}

/** What an own one was called before it was published stays its owner's. */
function shown(before: Macro | undefined): Record<string, unknown> {
  return !before || before.owner_id !== null ? {} : { name: before.name, departmentId: before.department_id };
}
