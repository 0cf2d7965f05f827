import type { Actions } from "@domain/action.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { denied, recordSetting } from "./allowed.ts";

/** A named set of permissions. Admin keeps every permission, or nobody could give them back. */
export async function saveRole(ctx: Context, input: Actions["role.save"]): Promise<Outcome> {
  const no = denied(ctx, "members.manage");
  if (no) return no;
  const { tx, member } = ctx;
  const beyond = input.permissions.find((permission) => !member.permissions.includes(permission));
  // Nobody hands out what they do not have.
  if (beyond) return refused("forbidden", { permission: beyond });
  const [before] = await tx<
    { key: string | null; name: string; permissions: string[] }[]
  >`select key, name, permissions from roles where id = ${input.roleId}`;
  if (before?.key === "admin") return refused("bad_input", { field: "roleId", reason: "the Admin role cannot change" });
  const [taken] =
    await tx`select 1 from roles where lower(name) = lower(${input.name}) and id <> ${input.roleId} and deleted_at is null`;
  if (taken) return refused("name_taken", { field: "name", name: input.name });
  await tx`
    insert into roles (id, workspace_id, name, permissions) values (${input.roleId}, ${member.workspaceId}, ${input.name}, ${input.permissions})
    on conflict (id) do update set name = excluded.name, permissions = excluded.permissions, deleted_at = null`;
  await recordSetting(ctx, "role_saved", before ?? {}, {
    roleId: input.roleId,
    name: input.name,
    permissions: input.permissions,
  });
  return DONE;
}

export async function deleteRole(ctx: Context, input: Actions["role.delete"]): Promise<Outcome> {
  const no = denied(ctx, "members.manage");
  if (no) return no;
  const { tx } = ctx;
  const [used] = await tx<
    { count: number }[]
  >`select count(*)::int as count from members where role_id = ${input.roleId} and status <> 'removed'`;
  if (used!.count > 0) return refused("in_use", { count: used!.count });
  const [before] = await tx<{ name: string }[]>`
    update roles set deleted_at = clock_timestamp() where id = ${input.roleId} and deleted_at is null and key is distinct from 'admin' returning name`;
  if (!before) return refused("not_found", { what: "role" });
  await recordSetting(ctx, "role_deleted", { roleId: input.roleId, ...before }, {});
  return DONE;
}
