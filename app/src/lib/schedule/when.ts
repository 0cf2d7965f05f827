import { type Day } from "@domain/calendar.ts";
import { ownTimeZone } from "#lib/i18n/time_zones.ts";
import type { Desk } from "#lib/live/desk_api.ts";
import { locale } from "#lib/i18n/locale.svelte.ts";

/** The workspace's clock; this browser's until the workspace is known. */
export const zoneOf = (desk: Pick<Desk, "config">): string => desk.config.workspace?.time_zone ?? ownTimeZone();

const tag = () => (locale.current === "en" ? "en-GB" : locale.current);

/** A calendar's day in words: noon UTC is that day everywhere it is written in UTC. */
export function dayText(day: Day, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(tag(), { ...options, timeZone: "UTC" }).format(Date.parse(`${day}T12:00:00Z`));
}

/** `segunda-feira, 23 de novembro, 09:00`. */
export function longMoment(at: number, timeZone: string): string {
  const options = { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat(tag(), { ...options, hourCycle: "h23", timeZone }).format(at);
}

/** `seg., 23 de nov., 09:00`. */
export function shortMoment(at: number, timeZone: string): string {
  const options = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat(tag(), { ...options, hourCycle: "h23", timeZone }).format(at);
}

/** Weeks begin on Sunday in Brazil, on Monday for the English of this product. */
export const firstWeekday = () => (locale.current === "en" ? 1 : 0);
