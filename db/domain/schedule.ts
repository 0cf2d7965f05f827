/** Scheduled messages (SCH, X-25): what leaves by itself at its time, once. */
import * as z from "zod/mini";
import { fromWall, plusMonths, toWall } from "./calendar.ts";
import type { Windowed } from "./window.ts";

/** `scheduled` → `sent`, `failed` (with a reason) or `cancelled`. A failed one may be scheduled again. */
export const SCHEDULE_STATUSES = ["scheduled", "sent", "failed", "cancelled"] as const;
export const ScheduleStatusSchema = /* @__PURE__ */ z.enum(SCHEDULE_STATUSES);
export type ScheduleStatus = z.infer<typeof ScheduleStatusSchema>;

/** When the attendance is closed by then: send and leave it closed, send and open one (SCH-07), or do not send. */
export const IF_CLOSED = ["send", "open", "skip"] as const;
export const IfClosedSchema = /* @__PURE__ */ z.enum(IF_CLOSED);
export type IfClosed = z.infer<typeof IfClosedSchema>;

export const REPEATS = ["none", "day", "week", "month"] as const;
export const RepeatSchema = /* @__PURE__ */ z.enum(REPEATS);
export type Repeat = z.infer<typeof RepeatSchema>;

/** What was written for a moment that passes on the way is still on time. */
export const LATE_MS = 60_000;
/** Further away nobody means it. */
export const MAX_AHEAD_MS = 2 * 366 * 86_400_000;

/** Free text needs a template beside it when its time lies beyond the window of now: it may have closed by then. */
export function needsFallback(conversation: Windowed, dueAt: number): boolean {
  if (!conversation.has_window) return false;
  return conversation.free_text_until === null || Date.parse(conversation.free_text_until) < dueAt;
}

/** When a repeating one is due again: the same time of day in the workspace's time zone, later than `now`. */
export function nextDue(dueAt: number, repeat: Repeat, timeZone: string, now: number): number | undefined {
  if (repeat === "none") return undefined;
  const first = toWall(dueAt, timeZone);
  for (let n = 1;; n++) {
    const next = repeat === "month"
      ? plusMonths(first, n)
      : { ...first, day: first.day + n * (repeat === "week" ? 7 : 1) };
    const at = fromWall(next, timeZone);
    if (at > now) return at;
  }
}
