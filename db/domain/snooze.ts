/** Moments at which people want a ticket back. Pure. */
import { type Day, dayOf, minutesOf, momentOf, plusDays, weekday } from "./calendar.ts";

export type SnoozePreset = { id: "later" | "tomorrow" | "monday"; at: number };

const NINE = 9 * 60;
/** "Later today" is three hours on, at a quarter, and not in the evening any more. */
const LATER_MINUTES = 180;
const EVENING = 21 * 60;
const QUARTER_MS = 900_000;

/** Later today, tomorrow at nine, Monday at nine, on the workspace's clock; none of them twice. */
export function snoozePresets(now: number, timeZone: string): SnoozePreset[] {
  const today = dayOf(now, timeZone);
  const later = Math.ceil((now + LATER_MINUTES * 60_000) / QUARTER_MS) * QUARTER_MS;
  const isToday = dayOf(later, timeZone) === today && minutesOf(later, timeZone) <= EVENING;
  const tomorrow = plusDays(today, 1);
  const monday = nextMonday(today);
  return [
    ...(isToday ? [{ id: "later" as const, at: later }] : []),
    { id: "tomorrow", at: momentOf(tomorrow, NINE, timeZone) },
    ...(monday === tomorrow ? [] : [{ id: "monday" as const, at: momentOf(monday, NINE, timeZone) }]),
  ];
}

function nextMonday(today: Day): Day {
  return plusDays(today, ((8 - weekday(today)) % 7) || 7);
}
