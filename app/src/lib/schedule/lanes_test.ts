import assert from "node:assert/strict";
import { lanes } from "./lanes.ts";

const laid = (...minutes: number[]) =>
  lanes(minutes.map((each) => ({ minutes: each }))).map(({ placed, lane, of }) => [placed.minutes, lane, of]);

Deno.test("what is due at about the same time stands side by side, what is apart has the whole width (SCH-01)", () => {
  assert.deepEqual(laid(), []);
  assert.deepEqual(laid(600, 540), [[540, 0, 1], [600, 0, 1]]);
  assert.deepEqual(laid(540, 540, 550), [[540, 0, 3], [540, 1, 3], [550, 2, 3]]);
  // The third fits below the first again, but they all are one group.
  assert.deepEqual(laid(540, 570, 585), [[540, 0, 2], [570, 1, 2], [585, 0, 2]]);
});
