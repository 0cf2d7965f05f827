import assert from "node:assert/strict";
import { type Calendar, type Hours, moment, stateAt, wasOpen } from "./hours.ts";

const WEEK: Hours = [
  [],
  ...Array.from({ length: 5 }, () => [{ from: "09:00", to: "12:00" }, {
    from: "13:00",
    to: "18:00",
  }]),
  [{ from: "09:00", to: "24:00" }],
];
const house = (more: Partial<Calendar> = {}): Calendar => ({
  timeZone: "America/Sao_Paulo",
  hours: WEEK,
  holidays: [],
  ...more,
});
const at = (text: string) => Date.parse(text);
const isOpen = (calendar: Calendar, text: string) => stateAt(calendar, at(text)).open;

Deno.test("hours by weekday in the zone's own time; the last minute does not belong to it (AUT-07)", () => {
  // 2026-11-20 is a Friday; São Paulo is three hours behind UTC.
  assert.equal(isOpen(house(), "2026-11-20T11:59:59Z"), false);
  assert.equal(isOpen(house(), "2026-11-20T12:00:00Z"), true);
  assert.equal(isOpen(house(), "2026-11-20T15:30:00Z"), false, "lunch");
  assert.equal(isOpen(house(), "2026-11-20T20:59:59Z"), true);
  assert.equal(isOpen(house(), "2026-11-20T21:00:00Z"), false);
  assert.equal(isOpen(house(), "2026-11-22T02:59:00Z"), true, "Saturday until midnight");
  assert.equal(isOpen(house(), "2026-11-22T03:00:00Z"), false, "Sunday");
  assert.equal(isOpen(house({ hours: null }), "2026-11-22T03:00:00Z"), true, "no hours: always open");
});

Deno.test("a change of clocks moves opening with the clock on the wall (AUT-07)", () => {
  const newYork = house({ timeZone: "America/New_York" });
  // The Friday before and the Monday after clocks went forward (2026-03-08) and back (2026-11-01).
  assert.equal(isOpen(newYork, "2026-03-06T13:59:00Z"), false);
  assert.equal(isOpen(newYork, "2026-03-06T14:00:00Z"), true);
  assert.equal(isOpen(newYork, "2026-03-09T12:59:00Z"), false);
  assert.equal(isOpen(newYork, "2026-03-09T13:00:00Z"), true);
  assert.equal(isOpen(newYork, "2026-10-30T13:00:00Z"), true);
  assert.equal(isOpen(newYork, "2026-11-02T13:59:00Z"), false);
  assert.equal(isOpen(newYork, "2026-11-02T14:00:00Z"), true);
  // 02:30 is skipped on 8 March: the wall shows 03:30 then.
  assert.equal(new Date(moment("2026-03-08", "02:30", "America/New_York")).toISOString(), "2026-03-08T07:30:00.000Z");
});

Deno.test("a holiday closes whole local days and says which it is (AUT-03)", () => {
  const holiday = { name: "Recesso", from: "2026-12-24", to: "2026-12-25", message: "Voltamos dia 26." };
  const closed = house({ hours: null, holidays: [holiday] });
  assert.equal(isOpen(closed, "2026-12-24T02:59:00Z"), true, "still the 23rd in São Paulo");
  assert.deepEqual(stateAt(closed, at("2026-12-24T03:00:00Z")), { open: false, holiday });
  assert.deepEqual(stateAt(closed, at("2026-12-26T02:59:00Z")), { open: false, holiday });
  assert.equal(isOpen(closed, "2026-12-26T03:00:00Z"), true);
});

Deno.test("whether it was open between two moments (AUT-02)", () => {
  const between = (from: string, to: string, calendar = house()) => wasOpen(calendar, at(from), at(to));
  assert.equal(between("2026-11-20T21:00:00Z", "2026-11-21T11:59:00Z"), false, "one night");
  assert.equal(between("2026-11-20T21:00:00Z", "2026-11-21T12:01:00Z"), true, "and the morning");
  assert.equal(between("2026-11-20T20:59:00Z", "2026-11-20T22:00:00Z"), true, "the last minute of the day");
  assert.equal(between("2026-11-20T15:00:00Z", "2026-11-20T16:00:00Z"), false, "lunch");
  assert.equal(between("2020-01-01T00:00:00Z", "2026-11-22T15:00:00Z"), true, "years");
});
