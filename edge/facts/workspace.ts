import { STARTING_CHOICES } from "@domain/choice.ts";
import { newId } from "@domain/ids.ts";
import { STARTING_ROLES } from "@domain/policy.ts";
import type { Sql } from "@db/tx.ts";
import { hashPassword } from "../auth/password.ts";
import { record } from "./record.ts";

type NewWorkspace = {
  workspace: string;
  name: string;
  email: string;
  password: string;
  locale: "pt-BR" | "en";
  timeZone: string;
  sample: boolean;
};
type Made = { workspaceId: string; memberId: string; roleIds: Record<"admin" | "supervisor" | "agent", string> };
type Deps = { sql: Sql; fillSample: (made: Made) => Promise<void> };

/** A workspace with its three starting roles and its first Admin. Undefined when one is there already. */
export async function createWorkspace(deps: Deps, input: NewWorkspace): Promise<Made | undefined> {
  const passwordHash = await hashPassword(input.password);
  const made = await deps.sql.begin(async (tx) => {
    // Two people with the same link: one of them makes the workspace.
    await tx`select pg_advisory_xact_lock(7318222)`;
    const [there] = await tx`select 1 from workspaces limit 1`;
    if (there) return undefined;
    const workspaceId = newId();
    await tx`insert into workspaces (id, workspace_id, name, locale, time_zone) values (${workspaceId}, ${workspaceId}, ${input.workspace}, ${input.locale}, ${input.timeZone})`;
    const roleIds = { admin: newId(), supervisor: newId(), agent: newId() };
    for (const role of STARTING_ROLES) {
      await tx`insert into roles (id, workspace_id, key, name, permissions) values (${
        roleIds[role.key]
      }, ${workspaceId}, ${role.key}, ${role.name[input.locale]}, ${role.permissions})`;
    }
    for (const [position, { kind, colour, name }] of STARTING_CHOICES.entries()) {
      await tx`insert into choices (id, workspace_id, kind, name, colour, position) values (${newId()}, ${workspaceId},
        ${kind}, ${name[input.locale]}, ${colour}, ${position + 1})`;
    }
    const memberId = newId();
    await tx`
      insert into members (id, workspace_id, name, email, role_id, colour, status, password_hash)
      values (${memberId}, ${workspaceId}, ${input.name}, ${input.email.trim()}, ${roleIds.admin}, 1, 'active', ${passwordHash})`;
    await tx`delete from setup_tokens`;
    await record(tx, workspaceId, { kind: "member", id: memberId }, "workspace_created", {}, {}, {
      name: input.workspace,
    });
    return { workspaceId, memberId, roleIds };
  }) as Made | undefined;
  if (made && input.sample) await deps.fillSample(made);
  return made;
}
