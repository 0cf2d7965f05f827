import type { Desk } from "#lib/live/desk_api.ts";
import {
  atTime,
  dayLabel,
  dueTime,
  marginTime,
  rowTime,
  shortDate,
  span,
  timeOfDay,
  waitedFor,
} from "#lib/i18n/format.ts";
import { locale } from "#lib/i18n/locale.svelte.ts";

/** Times as this screen writes them: the reader's language, the workspace's time zone, the desk's corrected clock. */
export function clock(desk: Desk) {
  const zone = () => desk.config.workspace?.time_zone;
  const now = () => new Date(desk.now);
  const date = (at: string | number) => new Date(at);
  return {
    time: (at: string | number) => timeOfDay(locale.current, date(at), zone()),
    row: (at: string | number) => rowTime(locale.current, date(at), now(), zone()),
    day: (at: string | number) => dayLabel(locale.current, date(at), now(), zone()),
    short: (at: string | number) => shortDate(locale.current, date(at), now(), zone()),
    year: (at: string | number) =>
      new Intl.DateTimeFormat("en", { year: "numeric", timeZone: zone() }).format(date(at)),
    waited: (since: string | number) => waitedFor(locale.current, date(since), now()),
    span: (since: string | number) => span(desk.now - date(since).getTime()),
    /** In a sentence: `às 14:29`, `ontem às 14:29`. */
    at: (at: string | number) => atTime(locale.current, date(at), now(), zone()),
    /** `14:29`, or with its day when that is not today. */
    moment(at: string | number): string {
      const day = dayLabel(locale.current, date(at), now(), zone());
      const time = timeOfDay(locale.current, date(at), zone());
      const today = dayLabel(locale.current, now(), now(), zone());
      return day === today ? time : `${day}, ${time}`;
    },
    /** The same in a narrow margin: `14:29`, `ontem 14:29`, `seg. 10:25`, `28 out.`. */
    margin: (at: string | number) => marginTime(locale.current, date(at), now(), zone()),
    /** A moment to come, in a sentence: `hoje, às 15:32`. */
    to: (at: string | number) => dueTime(locale.current, date(at), now(), zone()),
    /** A moment to come: `hoje, 17:00`, `amanhã, 14:29`. */
    until(at: string | number, tomorrow: string): string {
      const time = timeOfDay(locale.current, date(at), zone());
      const dayBefore = dayLabel(locale.current, new Date(date(at).getTime() - 86_400_000), now(), zone());
      const today = dayLabel(locale.current, now(), now(), zone());
      if (dayLabel(locale.current, date(at), now(), zone()) === today) return time;
      return `${dayBefore === today ? tomorrow : shortDate(locale.current, date(at), now(), zone())}, ${time}`;
    },
  };
}
export type Clock = ReturnType<typeof clock>;
