import type { Hours } from "@domain/hours.ts";
import type { Locale } from "../../i18n/format.ts";

/** The week as people here read it: Monday first. Indexes of `Hours`, where Sunday is first. */
export const DAYS = [1, 2, 3, 4, 5, 6, 0] as const;

/** Eight to six on working days: where somebody begins who had no hours. */
export const USUAL: Hours = [[], ...Array.from({ length: 5 }, () => [{ from: "08:00", to: "18:00" }]), []];

/** 2024-01-07 was a Sunday. */
export function dayName(locale: Locale, day: number): string {
  const date = new Date(Date.UTC(2024, 0, 7 + day, 12));
  return new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" }).format(date);
}

export function isRight(hours: Hours): boolean {
  return hours.every((spans) => spans.every(({ from, to }) => from !== "" && from < to));
}

/**
 * A time as people type it: `8`, `8h30`, `830`, `08:30`. Undefined when it is none. Not the browser's own field: that one
 * shows AM and PM by the computer's language, and knows no 24:00.
 */
export function timeOf(text: string): string | undefined {
  const [, hours, minutes = "00"] = /^(\d{1,2})(?:\s*[:h.]?\s*(\d\d)|h)?$/i.exec(text.trim()) ?? [];
  if (hours === undefined || Number(minutes) > 59) return undefined;
  const time = `${hours.padStart(2, "0")}:${minutes}`;
  return time <= "24:00" ? time : undefined;
}
