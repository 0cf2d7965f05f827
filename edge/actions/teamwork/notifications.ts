import type { Actions } from "@domain/action.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";

/** seen. What was seen or cleared before, in another tab, stays as it is. */
export async function readNotifications(ctx: Context, input: Actions["notification.read"]): Promise<Outcome> {
  const own = await ownOf(ctx, input.notificationIds);
  await ctx.tx`
    update notifications set read_at = clock_timestamp()
    where id = any(${own}::uuid[]) and read_at is null and deleted_at is null`;
  return own.length > 0 ? DONE : NONE;
}

/** NOT-12. */
export async function clearNotifications(ctx: Context, input: Actions["notification.clear"]): Promise<Outcome> {
  const own = await ownOf(ctx, input.notificationIds);
  await ctx.tx`
    update notifications set deleted_at = clock_timestamp() where id = any(${own}::uuid[]) and deleted_at is null`;
  return own.length > 0 ? DONE : NONE;
}

const NONE = refused("not_found", { what: "notification" });

/** Those among them that are this member's. */
async function ownOf(ctx: Context, ids: readonly string[]): Promise<string[]> {
  const rows = await ctx.tx<{ id: string }[]>`
    select id from notifications where id = any(${[...ids]}::uuid[]) and owner_id = ${ctx.member.id}`;
  return rows.map(({ id }) => id);
}
