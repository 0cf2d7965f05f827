/** Fixed ids of the sample: the same picture on every reload. */
export const id = (kind: number, n: number) =>
  `0199aaaa-${String(kind).padStart(4, "0")}-7000-8000-${String(n).padStart(12, "0")}`;

/** The sample's day: Thursday 19 November 2026, times as written in São Paulo. */
export const at = (time: string, day = "2026-11-19") => new Date(`${day}T${time}:00-03:00`).toISOString();
export const NOW = Date.parse(at("14:32"));
