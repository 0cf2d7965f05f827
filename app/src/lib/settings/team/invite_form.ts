import { newId } from "@domain/ids.ts";
import type { Row } from "@domain/rows.ts";
import type { Wish } from "../../live/desk_api.ts";
import { Form } from "../form.svelte.ts";

export type InviteValues = { memberId: string; name: string; email: string; roleId: string; departmentIds: string[] };

export function inviteForm(roleId = ""): Form<InviteValues> {
  return new Form<InviteValues>({ memberId: newId(), name: "", email: "", roleId, departmentIds: [] });
}

export function inviteWish({ email, ...values }: InviteValues): Wish {
  return { type: "member.invite", ...values, email: email.trim() };
}

export function memberForm(member: Row<"members">): Form<InviteValues> {
  const { id: memberId, name, email, role_id: roleId, department_ids: departmentIds } = member;
  return new Form<InviteValues>({ memberId, name, email, roleId, departmentIds });
}

/** The address is the account: it does not change here. */
export function memberWish({ memberId, name, roleId, departmentIds }: InviteValues): Wish {
  return { type: "member.update", memberId, name, roleId, departmentIds };
}
