/** Every time zone the browser knows, those of Brazil first; with its offset now, as that is what people check. */
export function timeZones(now: Date): { value: string; label: string; hint: string }[] {
  // "UTC" is what a server's browser reports and no list has.
  const all = [...new Set([...Intl.supportedValuesOf("timeZone"), ownTimeZone()])];
  const brazil = BRAZIL.filter((zone) => all.includes(zone));
  return [...brazil, ...all.filter((zone) => !brazil.includes(zone))].map((value) => ({
    value,
    label: value.replaceAll("_", " "),
    hint: offset(value, now),
  }));
}

export const ownTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "America/Sao_Paulo";

const BRAZIL = [
  "America/Sao_Paulo",
  "America/Bahia",
  "America/Fortaleza",
  "America/Recife",
  "America/Belem",
  "America/Manaus",
  "America/Cuiaba",
  "America/Campo_Grande",
  "America/Porto_Velho",
  "America/Rio_Branco",
  "America/Noronha",
];

function offset(timeZone: string, now: Date): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "shortOffset" }).formatToParts(now);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? "";
}
