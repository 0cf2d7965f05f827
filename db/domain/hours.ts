/**
 * When a house is open: hours by weekday and holidays, in local time of its time zone (AUT-03, AUT-07). They are turned
 * into moments day by day, so that a day with a change of clocks is as long as it is.
 */
import * as z from "zod/mini";

const time = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, "expected HH:MM"));
const day = z.iso.date("expected YYYY-MM-DD");

/** Open from, until; the end does not belong to it. */
export const SpanSchema = /* @__PURE__ */ z.object({ from: time, to: time }).check(
  z.refine((span) => span.from < span.to, "must begin before it ends"),
);
/** Seven days, Sunday first; a day without spans is closed. */
export const HoursSchema = /* @__PURE__ */ z.array(z.array(SpanSchema).check(z.maxLength(4))).check(
  z.length(7, "expected seven days, Sunday first"),
);
export type Hours = z.infer<typeof HoursSchema>;

export const HolidaySchema = /* @__PURE__ */ z.object({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
  from: day,
  /** The last day of it. */
  to: day,
  /** Sent instead of the connection's out-of-hours message; empty: that one. */
  message: z.string().check(z.maxLength(1024)),
}).check(z.refine((holiday) => holiday.from <= holiday.to, "must begin before it ends"));
export type Holiday = z.infer<typeof HolidaySchema>;

/** `hours` null: always open, but for holidays. */
export type Calendar = { timeZone: string; hours: Hours | null; holidays: readonly Holiday[] };
export type Now = { open: true } | { open: false; holiday: Holiday | undefined };

export function stateAt(calendar: Calendar, at: number): Now {
  const holiday = holidayOn(calendar, localDay(at, calendar.timeZone));
  const open = !holiday && (calendar.hours === null || wasOpen(calendar, at, at + 1));
  return open ? { open } : { open: false, holiday };
}

/** Was it open at any moment of `[from, to)`? Two weeks back are looked at: in that time every house opens once. */
export function wasOpen(calendar: Calendar, from: number, to: number): boolean {
  const { timeZone, hours } = calendar;
  const start = Math.max(from, to - 14 * DAY);
  for (let date = localDay(start, timeZone); date <= localDay(to, timeZone); date = dayAfter(date)) {
    if (holidayOn(calendar, date)) continue;
    const spans = hours?.[weekday(date)] ?? [{ from: "00:00", to: "24:00" }];
    if (spans.some((span) => moment(date, span.from, timeZone) < to && start < moment(date, span.to, timeZone))) {
      return true;
    }
  }
  return false;
}

const DAY = 86_400_000;

function holidayOn({ holidays }: Calendar, date: string): Holiday | undefined {
  return holidays.find((holiday) => holiday.from <= date && date <= holiday.to);
}

/** The moment a clock on the wall shows this; in the hour that a change of clocks skips, the moment after it. */
export function moment(date: string, time: string, timeZone: string): number {
  const asUtc = Date.parse(`${date}T00:00:00Z`) + Number(time.slice(0, 2)) * 3_600_000 +
    Number(time.slice(3)) * 60_000;
  // The offset of about then, then that of the moment found: they differ only next to a change.
  const guess = asUtc - offset(asUtc, timeZone);
  const near = offset(guess, timeZone);
  const found = asUtc - near;
  return offset(found, timeZone) === near ? found : Math.max(found, guess);
}

/** What the zone's clock shows less UTC, in ms. */
function offset(at: number, timeZone: string): number {
  const whole = Math.floor(at / 1000) * 1000;
  return Date.parse(`${clockOf(timeZone).format(whole).replace(" ", "T")}Z`) - whole;
}

export function localDay(at: number, timeZone: string): string {
  return clockOf(timeZone).format(at).slice(0, 10);
}

function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + DAY).toISOString().slice(0, 10);
}

function weekday(date: string): number {
  return new Date(`${date}T12:00:00Z`).getUTCDay();
}

/** Making one costs a hundred times what asking it does. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Writes `2026-11-21 18:30:00`. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
    clocks.set(timeZone, clock);
  }
  return clock;
}
