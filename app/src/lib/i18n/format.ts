/** Pure formatters of the screen: same input, same text. The locale comes first so that tests need no browser. */
export type Locale = "pt-BR" | "en";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const WORDS = {
  "pt-BR": {
    today: "hoje",
    tomorrow: "amanhã",
    yesterday: "ontem",
    now: "agora",
    ago: (text: string) => `há ${text}`,
    at: (time: string) => `às ${time}`,
  },
  en: {
    today: "today",
    tomorrow: "tomorrow",
    yesterday: "yesterday",
    now: "now",
    ago: (text: string) => `${text} ago`,
    at: (time: string) => `at ${time}`,
  },
} as const;

/** `14:29`; 24 hours in both languages, as the margins of a thread have one width. */
export function timeOfDay(locale: Locale, at: Date, timeZone?: string): string {
  return formatter(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone }).format(at);
}

/** `hoje`, `ontem`, `terça-feira` in the last six days, then `28 out.` and, in another year, `28 out. 2025`. */
export function dayLabel(locale: Locale, at: Date, now: Date, timeZone?: string): string {
  const days = dayNumber(now, timeZone) - dayNumber(at, timeZone);
  if (days === 0) return WORDS[locale].today;
  if (days === 1) return WORDS[locale].yesterday;
  if (days > 1 && days < 7) return formatter(locale, { weekday: "long", timeZone }).format(at);
  return shortDate(locale, at, now, timeZone);
}

/** The margin of a timeline: `14:29` today, `ontem 14:29`, `seg. 10:25` in the last six days, then the short date. */
export function marginTime(locale: Locale, at: Date, now: Date, timeZone?: string): string {
  const days = dayNumber(now, timeZone) - dayNumber(at, timeZone);
  const time = timeOfDay(locale, at, timeZone);
  if (days === 0) return time;
  if (days === 1) return `${WORDS[locale].yesterday} ${time}`;
  if (days > 1 && days < 7) return `${formatter(locale, { weekday: "short", timeZone }).format(at)} ${time}`;
  return shortDate(locale, at, now, timeZone);
}

/** A moment in a sentence: `às 14:29` today, `ontem às 14:29`, `quinta-feira às 09:44`, `28 out. às 09:44`. */
export function atTime(locale: Locale, at: Date, now: Date, timeZone?: string): string {
  const time = WORDS[locale].at(timeOfDay(locale, at, timeZone));
  return dayNumber(now, timeZone) === dayNumber(at, timeZone) ? time : `${dayLabel(locale, at, now, timeZone)} ${time}`;
}

/** A moment to come, in a sentence: `hoje, às 15:32`, `amanhã, às 09:00`, `28 nov., às 09:00`. */
export function dueTime(locale: Locale, at: Date, now: Date, timeZone?: string): string {
  const days = dayNumber(at, timeZone) - dayNumber(now, timeZone);
  const { today, tomorrow } = WORDS[locale];
  const day = days === 0 ? today : days === 1 ? tomorrow : shortDate(locale, at, now, timeZone);
  return `${day}, ${WORDS[locale].at(timeOfDay(locale, at, timeZone))}`;
}

/** What a list row shows: the hour today, `ontem`, then the short date. */
export function rowTime(locale: Locale, at: Date, now: Date, timeZone?: string): string {
  const days = dayNumber(now, timeZone) - dayNumber(at, timeZone);
  if (days === 0) return timeOfDay(locale, at, timeZone);
  if (days === 1) return WORDS[locale].yesterday;
  return shortDate(locale, at, now, timeZone);
}

/** `28 out.` / `28 Oct`, with the year when it is not this one. */
export function shortDate(locale: Locale, at: Date, now: Date, timeZone?: string): string {
  const year = formatter(locale, { year: "numeric", timeZone });
  const isThisYear = year.format(at) === year.format(now);
  const part = (options: Intl.DateTimeFormatOptions) => formatter(locale, { ...options, timeZone }).format(at);
  const text = `${part({ day: "numeric" })} ${part({ month: "short" })}`;
  return isThisYear ? text : `${text} ${year.format(at)}`;
}

/** `há 12 min` / `12 min ago`; under a minute `agora` / `now`; a clock that runs ahead never gives a negative wait. */
export function waitedFor(locale: Locale, since: Date, now: Date): string {
  const elapsed = now.getTime() - since.getTime();
  return elapsed < MINUTE ? WORDS[locale].now : WORDS[locale].ago(span(elapsed));
}

/** A length of time in its largest unit: `18 min`, `3 h`, `2 d`. Rounds down, so a deadline is never promised late. */
export function span(milliseconds: number): string {
  if (milliseconds < HOUR) return `${Math.max(0, Math.floor(milliseconds / MINUTE))} min`;
  if (milliseconds < DAY) return `${Math.floor(milliseconds / HOUR)} h`;
  return `${Math.floor(milliseconds / DAY)} d`;
}

/** Length of an audio or a call: `0:24`, `12:05`, `1:02:09`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** `840 KB`, `1,2 MB` (decimal units, as the providers' limits are written). */
export function bytes(locale: Locale, size: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let value = size;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit >= 2 && value < 99.95 ? 1 : 0;
  return `${number(locale, value, digits)} ${units[unit]}`;
}

/** `18.402` / `18,402`. */
export function number(locale: Locale, value: number, maximumFractionDigits = 0): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits }).format(value);
}

/** Cents to `R$ 620.000,00` / `R$620,000.00`. */
export function money(locale: Locale, cents: number, currency = "BRL"): string {
  return new Intl.NumberFormat(locale, { style: "currency", currency }).format(cents / 100);
}

/** `202611190482` to `2026.1119.0482`; anything else stays as it was written. */
export function protocol(text: string): string {
  const digits = text.replace(/\D/g, "");
  if (digits.length < 9) return text;
  return `${digits.slice(0, 4)}.${digits.slice(4, 8)}.${digits.slice(8)}`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a DateTimeFormat costs about 50 µs: a list of 100,000 rows asks for the same few again and again. */
function formatter(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let found = formatters.get(key);
  if (!found) {
    // British order (day before month) also in English: the workspaces are in Brazil.
    found = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, options);
    formatters.set(key, found);
  }
  return found;
}

/** Days since 1970 of the calendar day that `at` has in the time zone (not of its UTC day). */
function dayNumber(at: Date, timeZone?: string): number {
  const parts = formatter("en", { year: "numeric", month: "numeric", day: "numeric", timeZone }).formatToParts(at);
  const part = (type: "year" | "month" | "day") => Number(parts.find((p) => p.type === type)?.value);
  return Math.round(Date.UTC(part("year"), part("month") - 1, part("day")) / DAY);
}
