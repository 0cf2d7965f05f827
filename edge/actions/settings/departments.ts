import type { Actions } from "@domain/action.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { denied, recordSetting } from "./allowed.ts";

export async function saveDepartment(ctx: Context, input: Actions["department.save"]): Promise<Outcome> {
  const no = denied(ctx, "departments.manage");
  if (no) return no;
  const { tx, member } = ctx;
  const [taken] =
    await tx`select 1 from departments where lower(name) = lower(${input.name}) and id <> ${input.departmentId} and deleted_at is null`;
  if (taken) return refused("name_taken", { field: "name", name: input.name });
  const [before] = await tx`select name, colour, greeting from departments where id = ${input.departmentId}`;
  await tx`
    insert into departments (id, workspace_id, name, colour, greeting)
    values (${input.departmentId}, ${member.workspaceId}, ${input.name}, ${input.colour}, ${input.greeting})
    on conflict (id) do update set name = excluded.name, colour = excluded.colour, greeting = excluded.greeting, deleted_at = null`;
  await recordSetting(ctx, "department_saved", before ?? {}, {
    departmentId: input.departmentId,
    name: input.name,
    colour: input.colour,
    greeting: input.greeting,
  });
  return DONE;
}

/** Not while tickets stand in it: they would be in nobody's sight. */
export async function deleteDepartment(ctx: Context, input: Actions["department.delete"]): Promise<Outcome> {
  const no = denied(ctx, "departments.manage");
  if (no) return no;
  const { tx } = ctx;
  const [used] = await tx<
    { count: number }[]
  >`select count(*)::int as count from tickets where department_id = ${input.departmentId} and status <> 'closed'`;
  if (used!.count > 0) return refused("in_use", { count: used!.count });
  const [before] =
    await tx`update departments set deleted_at = clock_timestamp() where id = ${input.departmentId} and deleted_at is null returning name`;
  if (!before) return refused("not_found", { what: "department" });
  await tx`update members set department_ids = array_remove(department_ids, ${input.departmentId}::uuid) where ${input.departmentId}::uuid = any(department_ids)`;
  await tx`update connections set department_id = null where department_id = ${input.departmentId}`;
  await recordSetting(ctx, "department_deleted", { departmentId: input.departmentId, ...before }, {});
  return DONE;
}
