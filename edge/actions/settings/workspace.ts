import type { Actions } from "@domain/action.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { denied, recordSetting } from "./allowed.ts";

export async function updateWorkspace(ctx: Context, input: Actions["workspace.update"]): Promise<Outcome> {
  const no = denied(ctx, "workspace.manage");
  if (no) return no;
  if (!isTimeZone(input.timeZone)) {
    return refused("bad_input", { field: "timeZone", reason: `unknown time zone: ${input.timeZone}` });
  }
  const { tx, member } = ctx;
  const [before] = await tx`select name, locale, time_zone from workspaces where id = ${member.workspaceId}`;
  await tx`update workspaces set name = ${input.name}, locale = ${input.locale}, time_zone = ${input.timeZone} where id = ${member.workspaceId}`;
  await recordSetting(ctx, "workspace_updated", before ?? {}, {
    name: input.name,
    locale: input.locale,
    time_zone: input.timeZone,
  });
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
