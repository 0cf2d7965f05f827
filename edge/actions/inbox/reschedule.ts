import type { Actions } from "@domain/action.ts";
import { needsFallback, type ScheduleStatus } from "@domain/schedule.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { conversationToSchedule, recordSchedule, wakeAt, wrongTime } from "./schedule.ts";

type Scheduled = { status: ScheduleStatus; due_at: string; kind: string; has_fallback: boolean };

/** To another time, by dragging or by hand. What has left, failed or was cancelled meanwhile is `schedule_done`. */
export async function moveSchedule(ctx: Context, input: Actions["schedule.move"]): Promise<Outcome> {
  const { scheduleId, dueAt } = input;
  const place = await conversationToSchedule(ctx, input.conversationId);
  if (!place.ok) return place.outcome;
  const wrong = wrongTime(dueAt);
  if (wrong) return wrong;
  const row = await lockScheduled(ctx, input);
  if (!row) return refused("not_found", { what: "schedule" });
  if (row.status !== "scheduled") return refused("schedule_done", { status: row.status });
  const isFree = row.kind !== "template" && row.kind !== "flow";
  if (isFree && !row.has_fallback && needsFallback(place.conversation, Date.parse(dueAt))) {
    return refused("fallback_needed", { until: place.conversation.free_text_until });
  }
  await ctx.tx`update scheduled_messages set due_at = ${dueAt}, first_due_at = ${dueAt} where id = ${scheduleId}`;
  await recordSchedule(ctx, place.conversation, "schedule_moved", { dueAt: row.due_at }, { scheduleId, dueAt });
  await wakeAt(ctx, scheduleId, dueAt);
  return DONE;
}

/** SCH-11. A repeating one ends with it. */
export async function cancelSchedule(ctx: Context, input: Actions["schedule.cancel"]): Promise<Outcome> {
  const { scheduleId } = input;
  const place = await conversationToSchedule(ctx, input.conversationId);
  if (!place.ok) return place.outcome;
  const row = await lockScheduled(ctx, input);
  if (!row) return refused("not_found", { what: "schedule" });
  // A failed one is taken off the list this way.
  if (row.status === "sent") return refused("schedule_done", { status: row.status });
  await ctx.tx`
    update scheduled_messages set status = 'cancelled', done_at = clock_timestamp() where id = ${scheduleId}`;
  await recordSchedule(ctx, place.conversation, "schedule_cancelled", { dueAt: row.due_at }, { scheduleId });
  return DONE;
}

async function lockScheduled(
  ctx: Context,
  { scheduleId, conversationId }: { scheduleId: string; conversationId: string },
): Promise<Scheduled | undefined> {
  const [row] = await ctx.tx<Scheduled[]>`
    select status, iso(due_at) as due_at, kind, fallback is not null as has_fallback from scheduled_messages
    where id = ${scheduleId} and conversation_id = ${conversationId} and deleted_at is null for update`;
  return row;
}
