import assert from "node:assert/strict";
import type { Action } from "./action.ts";
import { menuRows } from "./action_menu.ts";

const action = (id: string): Action => ({ id, title: id, icon: (() => {}) as never, group: "ticket", run() {} });
const drawn = (ids: string[], starts: string[][]) =>
  menuRows(ids.map(action), starts).map((one) => (one === "separator" ? "-" : "label" in one ? one.label : ""));

Deno.test("menuRows() draws a hairline before the first of each group, whichever of its ids is there", () => {
  const starts = [["b", "c"], ["e"]];
  assert.deepEqual(drawn(["a", "b", "c", "d", "e", "f"], starts), ["a", "-", "b", "c", "d", "-", "e", "f"]);
  assert.deepEqual(drawn(["a", "c", "e"], starts), ["a", "-", "c", "-", "e"]);
});

Deno.test("menuRows() draws none at the top, nor without groups", () => {
  assert.deepEqual(drawn(["b", "c", "e"], [["b", "c"], ["e"]]), ["b", "c", "-", "e"]);
  assert.deepEqual(drawn(["a", "b"], []), ["a", "b"]);
});
