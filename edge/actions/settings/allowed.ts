import { can, type Permission } from "@domain/policy.ts";
import type { EventType } from "@domain/event.ts";
import { record } from "../../facts/record.ts";
import { type Context, type Outcome, refused } from "../context.ts";

export function denied(ctx: Context, permission: Permission): Outcome | undefined {
  return can(ctx.member, permission) ? undefined : refused("forbidden", { permission });
}

/** The event of a change of configuration. */
export async function recordSetting(
  ctx: Context,
  type: EventType,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Promise<void> {
  await record(ctx.tx, ctx.member.workspaceId, { kind: "member", id: ctx.member.id }, type, {}, before, after);
}

/** Is this a unique index refusing a second row of the same name? Everything else is a broken promise. */
export function isDuplicate(error: unknown, index: string): boolean {
  return error instanceof Error && "code" in error && error.code === "23505" && "constraint_name" in error &&
    error.constraint_name === index;
}
