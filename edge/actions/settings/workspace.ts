import type { Actions } from "@domain/action.ts";
import { isCallBase } from "@domain/call_link.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { denied, recordSetting } from "./allowed.ts";

export async function updateWorkspace(ctx: Context, input: Actions["workspace.update"]): Promise<Outcome> {
  const no = denied(ctx, "workspace.manage");
  if (no) return no;
  if (!isTimeZone(input.timeZone)) {
    return refused("bad_input", { field: "timeZone", reason: `unknown time zone: ${input.timeZone}` });
  }
  if (input.callBase !== undefined && !isCallBase(input.callBase)) {
    return refused("bad_input", { field: "callBase", reason: "expected an https address" });
  }
  const { tx, member } = ctx;
  const [before] = await tx<{ call_base: string }[]>`
    select name, locale, time_zone, call_base from workspaces where id = ${member.workspaceId}`;
  const after = {
    name: input.name,
    locale: input.locale,
    time_zone: input.timeZone,
    call_base: input.callBase ?? before!.call_base,
  };
  await tx`update workspaces set ${tx(after)} where id = ${member.workspaceId}`;
  await recordSetting(ctx, "workspace_updated", before!, after);
  return DONE;
}

/** AUT-03, AUT-07: when it is open, and when it is not. */
export async function saveHours(ctx: Context, input: Actions["workspace.hours"]): Promise<Outcome> {
  const no = denied(ctx, "workspace.manage");
  if (no) return no;
  const { tx, member } = ctx;
  const [before] = await tx`select hours, holidays from workspaces where id = ${member.workspaceId}`;
  await tx`
    update workspaces set hours = ${input.hours && tx.json(input.hours)}, holidays = ${tx.json(input.holidays)}
    where id = ${member.workspaceId}`;
  await recordSetting(ctx, "hours_saved", before ?? {}, { hours: input.hours, holidays: input.holidays });
  return DONE;
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
