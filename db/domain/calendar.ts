/** Days and times of day as people of one time zone read them. Pure; the zone's rules are the runtime's (Intl). */

/** A time of day on a day. Fields may overflow (`day: 32`, `month: 13`): `fromWall` carries them. Months are 1–12. */
export type Wall = { year: number; month: number; day: number; hour: number; minute: number };

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clock on the wall shows at that moment (ms). */
export function toWall(at: number, timeZone: string): Wall {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    });
    formats.set(timeZone, format);
  }
  const wall = { year: 0, month: 0, day: 0, hour: 0, minute: 0 };
  for (const { type, value } of format.formatToParts(at)) if (type in wall) wall[type as keyof Wall] = Number(value);
  return wall;
}

/**
 * The moment (ms) at which that clock shows it. A time that happens twice (clocks set back) is the first of both; one
 * that does not happen (set forward) is as much later as the gap is long.
 */
export function fromWall(wall: Wall, timeZone: string): number {
  const asUtc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
  // The zone's offset a day before and a day after: between them lies at most one change.
  const before = offsetAt(asUtc - 86_400_000, timeZone);
  const after = offsetAt(asUtc + 86_400_000, timeZone);
  const early = asUtc - before;
  if (offsetAt(early, timeZone) === before) return early;
  const late = asUtc - after;
  return offsetAt(late, timeZone) === after ? late : early;
}

/** How far the zone's clock is ahead of UTC then, in ms. */
function offsetAt(at: number, timeZone: string): number {
  const wall = toWall(at, timeZone);
  return Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute) - Math.floor(at / 60_000) * 60_000;
}

/** The same day `n` months on, or that month's last day when it is shorter. */
export function plusMonths(wall: Wall, n: number): Wall {
  const days = new Date(Date.UTC(wall.year, wall.month - 1 + n + 1, 0)).getUTCDate();
  const first = new Date(Date.UTC(wall.year, wall.month - 1 + n, 1));
  return {
    ...wall,
    year: first.getUTCFullYear(),
    month: first.getUTCMonth() + 1,
    day: Math.min(wall.day, days),
  };
}

/** A day without a time, `2026-11-21`: compares and sorts as text. */
export type Day = string;

export function dayOf(at: number, timeZone: string): Day {
  const { year, month, day } = toWall(at, timeZone);
  return written(Date.UTC(year, month - 1, day));
}

export function plusDays(day: Day, n: number): Day {
  return written(utc(day) + n * 86_400_000);
}

/** 0 is Sunday. */
export function weekday(day: Day): number {
  return new Date(utc(day)).getUTCDay();
}

/** The days of the week that holds `day`, from `firstDay` on. */
export function weekOf(day: Day, firstDay: number): Day[] {
  const first = plusDays(day, -((weekday(day) - firstDay + 7) % 7));
  return Array.from({ length: 7 }, (_, n) => plusDays(first, n));
}

/** The whole weeks that hold the month of `day`. */
export function monthOf(day: Day, firstDay: number): Day[][] {
  const first = `${day.slice(0, 7)}-01`;
  const weeks: Day[][] = [];
  for (
    let week = weekOf(first, firstDay);
    week[0]!.slice(0, 7) <= day.slice(0, 7);
    week = weekOf(plusDays(week[6]!, 1), firstDay)
  ) {
    weeks.push(week);
  }
  return weeks;
}

export function plusMonthsDay(day: Day, n: number): Day {
  const { year, month, day: date } = plusMonths({ ...parts(day), hour: 0, minute: 0 }, n);
  return written(Date.UTC(year, month - 1, date));
}

/** The moment at which that day reaches this minute of it. */
export function momentOf(day: Day, minutes: number, timeZone: string): number {
  return fromWall({ ...parts(day), hour: 0, minute: minutes }, timeZone);
}

export function minutesOf(at: number, timeZone: string): number {
  const { hour, minute } = toWall(at, timeZone);
  return hour * 60 + minute;
}

function parts(day: Day): { year: number; month: number; day: number } {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  return { year, month, day: date };
}

function utc(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function written(at: number): Day {
  return new Date(at).toISOString().slice(0, 10);
}
