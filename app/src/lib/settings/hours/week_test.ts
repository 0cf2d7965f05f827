import assert from "node:assert/strict";
import { dayName, DAYS, isRight, timeOf, USUAL } from "./week.ts";

Deno.test("the week begins on Monday, by its names in both languages (AUT-07)", () => {
  assert.deepEqual(DAYS.map((day) => dayName("pt-BR", day)).filter((_, at) => at === 0 || at === 6), [
    "segunda-feira",
    "domingo",
  ]);
  assert.equal(dayName("en", 0), "Sunday");
});

Deno.test("times are read as people type them (AUT-07)", () => {
  for (
    const [typed, time] of [["8", "08:00"], ["8h30", "08:30"], ["830", "08:30"], ["18:05", "18:05"], ["24", "24:00"]]
  ) {
    assert.equal(timeOf(typed!), time, typed);
  }
  for (const typed of ["", "25", "24:01", "8:70", "oito", "8:3"]) assert.equal(timeOf(typed), undefined, typed);
});

Deno.test("a span that ends before it begins is no span (AUT-07)", () => {
  assert.ok(isRight(USUAL));
  assert.ok(!isRight([[{ from: "18:00", to: "08:00" }], [], [], [], [], [], []]));
});
