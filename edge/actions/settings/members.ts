import type { Actions } from "@domain/action.ts";
import { newInvitation } from "../../auth/invitation.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { denied, recordSetting } from "./allowed.ts";

/** Invites by link; inviting somebody who has not come yet makes a new link and the old one stops working. */
export async function inviteMember(ctx: Context, input: Actions["member.invite"]): Promise<Outcome> {
  const no = denied(ctx, "members.manage");
  if (no) return no;
  const { tx, member } = ctx;
  const bad = await checkPlace(ctx, input.roleId, input.departmentIds);
  if (bad) return bad;
  const [before] = await tx<{ status: string }[]>`select status from members where id = ${input.memberId}`;
  if (before && before.status !== "invited") return refused("invitation_used");
  // The address is unique over all workspaces, which this role must not see: the index answers.
  try {
    await tx.savepoint((point) =>
      point`
      insert into members (id, workspace_id, name, email, role_id, department_ids, colour, status)
      values (${input.memberId}, ${member.workspaceId}, ${input.name}, ${input.email.trim()}, ${input.roleId}, ${input.departmentIds},
        (select 1 + count(*) % 8 from members), 'invited')
      on conflict (id) do update set name = excluded.name, email = excluded.email, role_id = excluded.role_id, department_ids = excluded.department_ids`
    );
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "23505") {
      return refused("email_taken", { field: "email", email: input.email });
    }
    throw error;
  }
  const token = await newInvitation(tx, member.workspaceId, input.memberId);
  await recordSetting(ctx, "member_invited", {}, {
    memberId: input.memberId,
    name: input.name,
    email: input.email,
    roleId: input.roleId,
    departmentIds: input.departmentIds,
  });
  return { ok: true, once: { link: `${ctx.publicUrl}/invite/${token}` } };
}

export async function updateMember(ctx: Context, input: Actions["member.update"]): Promise<Outcome> {
  const no = denied(ctx, "members.manage");
  if (no) return no;
  const { tx } = ctx;
  const bad = await checkPlace(ctx, input.roleId, input.departmentIds);
  if (bad) return bad;
  await lockAdmins(ctx);
  const [before] = await tx<{ name: string; role_id: string; department_ids: string[] }[]>`
    select name, role_id, department_ids from members where id = ${input.memberId} and status <> 'removed' for update`;
  if (!before) return refused("not_found", { what: "member" });
  if (before.role_id !== input.roleId && await isLastAdmin(ctx, input.memberId)) return refused("last_admin");
  await tx`update members set name = ${input.name}, role_id = ${input.roleId}, department_ids = ${input.departmentIds} where id = ${input.memberId}`;
  await recordSetting(ctx, "member_updated", before, {
    memberId: input.memberId,
    name: input.name,
    role_id: input.roleId,
    department_ids: input.departmentIds,
  });
  return DONE;
}

/** Their sessions end at once; what they wrote stays, and their open tickets go back to the queue. */
export async function removeMember(ctx: Context, input: Actions["member.remove"]): Promise<Outcome> {
  const no = denied(ctx, "members.manage");
  if (no) return no;
  const { tx } = ctx;
  if (input.memberId === ctx.member.id) return refused("bad_input", { field: "memberId", reason: "yourself" });
  await lockAdmins(ctx);
  if (await isLastAdmin(ctx, input.memberId)) return refused("last_admin");
  const [before] =
    await tx`update members set status = 'removed', password_hash = null where id = ${input.memberId} and status <> 'removed' returning name, email`;
  if (!before) return refused("not_found", { what: "member" });
  await tx`delete from sessions where member_id = ${input.memberId}`;
  await tx`delete from invitations where member_id = ${input.memberId}`;
  await tx`update conversations set agent_id = null from tickets t where t.id = conversations.ticket_id and t.agent_id = ${input.memberId} and t.status <> 'closed'`;
  await tx`update tickets set agent_id = null, status = 'waiting', queued_at = clock_timestamp() where agent_id = ${input.memberId} and status <> 'closed'`;
  await recordSetting(ctx, "member_removed", { memberId: input.memberId, ...before }, {});
  return DONE;
}

export async function updateProfile(ctx: Context, input: Actions["profile.update"]): Promise<Outcome> {
  const { tx, member } = ctx;
  const [before] = await tx`select name, signature_on, closing_message from members where id = ${member.id}`;
  await tx`update members set name = ${input.name}, signature_on = ${input.signatureOn}, closing_message = ${input.closingMessage} where id = ${member.id}`;
  await recordSetting(ctx, "profile_updated", before ?? {}, {
    name: input.name,
    signature_on: input.signatureOn,
    closing_message: input.closingMessage,
  });
  return DONE;
}

/** The role must exist, hold nothing the giver lacks, and the departments must be ours. */
async function checkPlace(ctx: Context, roleId: string, departmentIds: string[]): Promise<Outcome | undefined> {
  const [role] = await ctx.tx<
    { permissions: string[] }[]
  >`select permissions from roles where id = ${roleId} and deleted_at is null`;
  if (!role) return refused("not_found", { what: "role" });
  const beyond = role.permissions.find((permission) =>
    !(ctx.member.permissions as readonly string[]).includes(permission)
  );
  if (beyond) return refused("forbidden", { permission: beyond });
  const [found] = await ctx.tx<
    { count: number }[]
  >`select count(*)::int as count from departments where id = any(${departmentIds}::uuid[]) and deleted_at is null`;
  return found!.count === new Set(departmentIds).size ? undefined : refused("not_found", { what: "department" });
}

/** Two Admins must not remove each other at the same moment: whoever asks second waits and looks again. */
async function lockAdmins(ctx: Context): Promise<void> {
  await ctx.tx`select pg_advisory_xact_lock(hashtextextended(${ctx.member.workspaceId}, 2))`;
}

async function isLastAdmin(ctx: Context, memberId: string): Promise<boolean> {
  const rows = await ctx.tx<{ id: string }[]>`
    select m.id from members m join roles r on r.id = m.role_id where r.key = 'admin' and m.status = 'active' limit 2`;
  return rows.length === 1 && rows[0]!.id === memberId;
}
