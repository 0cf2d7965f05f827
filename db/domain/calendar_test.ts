import assert from "node:assert/strict";
import fc from "fast-check";
import { dayOf, fromWall, minutesOf, momentOf, monthOf, plusDays, plusMonths, toWall, weekOf } from "./calendar.ts";
import { needsFallback, nextDue } from "./schedule.ts";

const ZONES = [
  "America/Sao_Paulo",
  "America/Noronha",
  "Europe/Lisbon",
  "America/New_York",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "UTC",
];
const at = (text: string) => Date.parse(text);

Deno.test("every minute of every zone is found again by what its clock shows, or an hour earlier where it shows it twice", () => {
  const moment = fc.integer({ min: at("2011-01-01T00:00Z") / 60_000, max: at("2032-01-01T00:00Z") / 60_000 });
  fc.assert(
    fc.property(moment, fc.constantFrom(...ZONES), (minute, zone) => {
      const back = fromWall(toWall(minute * 60_000, zone), zone);
      assert.deepEqual(toWall(back, zone), toWall(minute * 60_000, zone));
      assert.ok(back <= minute * 60_000);
    }),
    { numRuns: 2_000 },
  );
});

Deno.test("a time that does not happen is as much later as the gap; one that happens twice is the first", () => {
  const wall = { year: 2026, month: 3, day: 8, hour: 2, minute: 30 };
  assert.equal(fromWall(wall, "America/New_York"), at("2026-03-08T03:30:00-04:00"));
  assert.equal(fromWall({ ...wall, month: 11, day: 1, hour: 1 }, "America/New_York"), at("2026-11-01T01:30:00-04:00"));
  // Summer time began at midnight in Brazil while it had it: there was no 00:15.
  assert.equal(
    fromWall({ year: 2018, month: 11, day: 4, hour: 0, minute: 15 }, "America/Sao_Paulo"),
    at("2018-11-04T01:15:00-02:00"),
  );
});

Deno.test("days, weeks and months are those of the zone, whatever the reader's own is", () => {
  assert.equal(dayOf(at("2026-11-21T02:30:00Z"), "America/Sao_Paulo"), "2026-11-20");
  assert.equal(minutesOf(at("2026-11-21T02:30:00Z"), "America/Sao_Paulo"), 23 * 60 + 30);
  assert.equal(momentOf("2026-11-20", 23 * 60 + 30, "America/Sao_Paulo"), at("2026-11-21T02:30:00Z"));
  assert.equal(plusDays("2028-02-28", 1), "2028-02-29");
  assert.deepEqual(weekOf("2026-11-21", 0).at(0), "2026-11-15");
  assert.deepEqual(weekOf("2026-11-22", 1).at(0), "2026-11-16");
  const november = monthOf("2026-11-21", 0);
  assert.deepEqual([november[0]![0], november.at(-1)![6], november.length], ["2026-11-01", "2026-12-05", 5]);
  assert.equal(monthOf("2026-12-31", 0).at(-1)![0], "2026-12-27");
  assert.deepEqual(plusMonths({ year: 2026, month: 12, day: 31, hour: 9, minute: 0 }, 2), {
    year: 2027,
    month: 2,
    day: 28,
    hour: 9,
    minute: 0,
  });
});

Deno.test("a repeating message keeps its time of day over a change of clocks, and its day of the month (SCH-04)", () => {
  const zone = "America/New_York";
  const friday = at("2026-10-30T09:00:00-04:00");
  assert.equal(nextDue(friday, "week", zone, friday), at("2026-11-06T09:00:00-05:00"));
  assert.equal(nextDue(friday, "day", zone, at("2026-11-03T12:00:00-05:00")), at("2026-11-04T09:00:00-05:00"));
  const last = at("2026-01-31T09:00:00-05:00");
  assert.equal(nextDue(last, "month", zone, last), at("2026-02-28T09:00:00-05:00"));
  // From the first one, not from the shortened one: March has its 31st again.
  assert.equal(nextDue(last, "month", zone, at("2026-03-01T00:00:00Z")), at("2026-03-31T09:00:00-04:00"));
  assert.equal(nextDue(friday, "none", zone, friday), undefined);
});

Deno.test("free text needs a template beside it when its time lies beyond the window of now (X-25)", () => {
  const conversation = { has_window: true, free_text_until: "2026-11-22T10:00:00.000Z" };
  assert.equal(needsFallback(conversation, at("2026-11-22T09:59:00Z")), false);
  assert.equal(needsFallback(conversation, at("2026-11-22T10:01:00Z")), true);
  assert.equal(needsFallback({ ...conversation, free_text_until: null }, at("2026-11-22T09:00:00Z")), true);
  assert.equal(needsFallback({ has_window: false, free_text_until: null }, at("2027-01-01T00:00:00Z")), false);
});
