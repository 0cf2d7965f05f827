import assert from "node:assert/strict";
import { gradeOf } from "./rating.ts";

Deno.test("gradeOf() takes an integer from 0 to 10 and nothing else (RAT-02)", () => {
  for (let grade = 0; grade <= 10; grade++) assert.equal(gradeOf(` ${grade}\n`), grade);
  assert.equal(gradeOf("08"), 8);
  for (const text of ["11", "99", "-1", "+5", "9.5", "9,5", "nota 9", "dez", "10 10", "1e1", "0x5", "٥", "", " "]) {
    assert.equal(gradeOf(text), undefined, JSON.stringify(text));
  }
});
