import { newId } from "@domain/ids.ts";
import { type Permission, PERMISSIONS } from "@domain/policy.ts";
import type { Row } from "@domain/rows.ts";
import { m } from "../../../paraglide/messages.js";
import { Form } from "../form.svelte.ts";

export type RoleValues = { roleId: string; name: string; permissions: Permission[] };

export function roleForm(role?: Row<"roles">, copy = false): Form<RoleValues> {
  const permissions = ordered(role?.permissions ?? []);
  if (role && !copy) return new Form<RoleValues>({ roleId: role.id, name: role.name, permissions });
  const name = role ? m.settings_role_copy_of({ name: role.name }) : "";
  return new Form<RoleValues>({ roleId: newId(), name, permissions });
}

/** In the catalogue's order, so that ticking and unticking leaves a form as it was. */
export function ordered(permissions: readonly Permission[]): Permission[] {
  return PERMISSIONS.filter((permission) => permissions.includes(permission));
}

/** The catalogue in groups. Every permission stands in one of them: what is new falls into the last. */
export function permissionGroups(): { name: string; permissions: Permission[] }[] {
  const of = (test: (permission: Permission) => boolean) => PERMISSIONS.filter(test);
  const sees = (permission: Permission) => permission.startsWith("chat.view");
  const others = (permission: Permission) => permission === "chat.answerOthers" || permission === "chat.manageOthers";
  const work = (permission: Permission) => permission.startsWith("chat.") || permission.startsWith("contacts.");
  const reads = (permission: Permission) => permission.endsWith(".view");
  return [
    { name: m.settings_perm_work(), permissions: of((each) => work(each) && !sees(each) && !others(each)) },
    { name: m.settings_perm_colleagues(), permissions: of((each) => sees(each) || others(each)) },
    { name: m.settings_perm_numbers(), permissions: of((each) => reads(each) && !work(each)) },
    { name: m.settings_perm_house(), permissions: of((each) => !reads(each) && !work(each)) },
  ];
}
