import { can, type Permission } from "@domain/policy.ts";
import { m } from "../../paraglide/messages.js";
import { errorText, type Names } from "../errors/error_text.ts";
import { permissionText } from "../errors/permission_text.ts";
import type { Desk, Settled } from "../live/desk_api.ts";

/** Why this cannot be saved now: the role, then the network. Undefined when it can. */
export function whyNot(desk: Desk, permission?: Permission): string | undefined {
  return (permission && whyForbidden(desk, permission)) ?? whyOffline(desk);
}

/** "Your role has no … . Joana Sales has." Names at most two who could do it. */
export function whyForbidden(desk: Desk, permission: Permission): string | undefined {
  if (can(desk.me.actor, permission)) return undefined;
  const name = permissionText(permission).name;
  const others = [...desk.config.members.values()]
    .filter((member) => member.status === "active")
    .filter((member) => desk.config.roles.get(member.role_id)?.permissions.includes(permission))
    .map((member) => member.name)
    .slice(0, 2);
  if (others.length === 0) return m.settings_forbidden({ permission: name });
  return m.settings_forbidden_ask({ permission: name, who: others.join(m.settings_or()) });
}

/** Settings are saved on the server at once or not at all: nothing of them waits in the queue. */
export function whyOffline(desk: Desk): string | undefined {
  return desk.sync.kind === "offline" || desk.sync.kind === "failed" ? m.settings_offline() : undefined;
}

/** For confirm dialogs: the refusal as a sentence, or undefined when done. */
export async function refusalOf(act: Promise<Settled>, names: Names = {}): Promise<string | undefined> {
  try {
    const settled = await act;
    return settled.ok ? undefined : errorText(settled.code, settled.params, names);
  } catch {
    return m.error_offline();
  }
}
