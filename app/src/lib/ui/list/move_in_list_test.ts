import assert from "node:assert/strict";
import { moveInList } from "./move_in_list.ts";

const place = { at: 5, count: 10, page: 4, letters: true };

Deno.test("moveInList() walks by row, by page and to both ends", () => {
  const moves = ["ArrowDown", "j", "J", "ArrowUp", "k", "PageDown", "PageUp", "Home", "End"].map((key) =>
    moveInList(key, place)
  );
  assert.deepEqual(moves, [6, 6, 6, 4, 4, 9, 1, 0, 9]);
});

Deno.test("moveInList() stops at the ends and starts at the first row", () => {
  assert.equal(moveInList("ArrowDown", { ...place, at: 9 }), 9);
  assert.equal(moveInList("k", { ...place, at: 0 }), 0);
  assert.equal(moveInList("ArrowDown", { ...place, at: -1 }), 0);
  assert.equal(moveInList("PageDown", { ...place, at: 8 }), 9);
});

Deno.test("moveInList() leaves other keys, letters that are off and empty lists alone", () => {
  assert.equal(moveInList("x", place), null);
  assert.equal(moveInList("j", { ...place, letters: false }), null);
  assert.equal(moveInList("ArrowDown", { ...place, letters: false }), 6);
  assert.equal(moveInList("End", { ...place, count: 0 }), null);
});
