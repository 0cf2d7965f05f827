import assert from "node:assert/strict";
import { bytes, dayLabel, duration, money, number, protocol, rowTime, span, timeOfDay, waitedFor } from "./format.ts";
import { initials } from "./initials.ts";
import { personColor } from "./person_color.ts";
import { phone } from "./phone.ts";

const ZONE = "America/Sao_Paulo";
const now = new Date("2026-11-19T17:32:00Z"); // 14:32 in São Paulo
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

Deno.test("timeOfDay() shows 24 hours in both languages, midnight as 00", () => {
  assert.equal(timeOfDay("pt-BR", now, ZONE), "14:32");
  assert.equal(timeOfDay("en", now, ZONE), "14:32");
  assert.equal(timeOfDay("en", new Date("2026-11-19T03:05:00Z"), ZONE), "00:05");
});

Deno.test("dayLabel() counts calendar days of the time zone, not 24-hour periods", () => {
  const lateYesterday = new Date("2026-11-19T02:59:00Z"); // 23:59 on the 18th in São Paulo
  assert.equal(dayLabel("pt-BR", lateYesterday, now, ZONE), "ontem");
  assert.equal(dayLabel("en", now, now, ZONE), "today");
  assert.equal(dayLabel("pt-BR", new Date("2026-11-17T15:00:00Z"), now, ZONE), "terça-feira");
  assert.equal(dayLabel("pt-BR", new Date("2026-10-28T15:00:00Z"), now, ZONE), "28 out.");
  assert.equal(dayLabel("en", new Date("2025-10-28T15:00:00Z"), now, ZONE), "28 Oct 2025");
});

Deno.test("rowTime() is the hour only today", () => {
  assert.equal(rowTime("pt-BR", now, now, ZONE), "14:32");
  assert.equal(rowTime("pt-BR", new Date("2026-11-18T15:00:00Z"), now, ZONE), "ontem");
  assert.equal(rowTime("pt-BR", new Date("2026-11-17T15:00:00Z"), now, ZONE), "17 nov.");
});

Deno.test("waitedFor() uses the largest unit, rounds down and is never negative", () => {
  const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  assert.equal(waitedFor("pt-BR", before(12.9), now), "há 12 min");
  assert.equal(waitedFor("en", before(12), now), "12 min ago");
  assert.equal(waitedFor("pt-BR", before(119), now), "há 1 h");
  assert.equal(waitedFor("pt-BR", before(60 * 50), now), "há 2 d");
  assert.equal(waitedFor("pt-BR", before(-3), now), "agora");
  assert.equal(span(-1), "0 min");
});

Deno.test("duration() writes minutes and seconds, hours only when there are", () => {
  assert.equal(duration(24.8), "0:24");
  assert.equal(duration(725), "12:05");
  assert.equal(duration(3729), "1:02:09");
});

Deno.test("bytes() and numbers follow the language", () => {
  assert.equal(bytes("pt-BR", 1_240_000), "1,2 MB");
  assert.equal(bytes("en", 840_400), "840 KB");
  assert.equal(bytes("en", 999_700), "1 MB");
  assert.equal(bytes("pt-BR", 0), "0 B");
  assert.equal(number("pt-BR", 18402), "18.402");
  assert.equal(plain(money("pt-BR", 62_000_000)), "R$ 620.000,00");
  assert.equal(plain(money("en", 150)), "R$1.50");
});

Deno.test("phone() writes Brazilian numbers without the country, others with it", () => {
  assert.equal(phone("+5531900001147"), "(31) 90000-1147");
  assert.equal(phone("553133334444"), "(31) 3333-4444");
  assert.equal(phone("+351912345678"), "+351 912 345 678");
  assert.equal(phone("ramal 12"), "ramal 12");
});

Deno.test("protocol() groups year, day and sequence and leaves other texts alone", () => {
  assert.equal(protocol("202611190482"), "2026.1119.0482");
  assert.equal(protocol("2026.1119.0482"), "2026.1119.0482");
  assert.equal(protocol("AB-12"), "AB-12");
});

Deno.test("initials() takes the first and last word that is a name", () => {
  assert.equal(initials("Marina Teles"), "MT");
  assert.equal(initials("Luan e Tereza"), "LT");
  assert.equal(initials("Gabi 🌻"), "G");
  assert.equal(initials("Visitante 4821"), "V");
  assert.equal(initials("ícaro de melo"), "ÍM");
  assert.equal(initials("+55 31"), "5");
  assert.equal(initials(" "), "?");
});

Deno.test("personColor() is stable, spreads over all eight and keeps jabuticaba for oneself", () => {
  const id = "01890a5d-ac96-774b-bcce-b302099a8057";
  assert.equal(personColor(id, id), "me");
  assert.equal(personColor(id), personColor(id));
  const counts = new Map<string, number>();
  for (let at = 0; at < 8000; at++) {
    const color = personColor(`01890a5d-ac96-774b-bcce-${at.toString(16).padStart(12, "0")}`);
    counts.set(color, (counts.get(color) ?? 0) + 1);
  }
  assert.equal(counts.size, 8);
  for (const [color, count] of counts) assert.ok(count > 800 && count < 1200, `${color}: ${count} of 8000`);
});
