import assert from "node:assert/strict";
import { FrozenOrder, liveOrder } from "./order.ts";

/** A list of which only the places in the window are known, as the worker answers it. */
function worker(ids: string[]) {
  const window = { from: 0, until: 4 };
  const list = {
    get total() {
      return ids.length;
    },
    ticketIdAt: (at: number) => (at >= window.from && at < window.until ? ids[at] : undefined),
  };
  return { ids, window, live: liveOrder(list, () => [window.from, window.until]) };
}
const drawn = (order: { length: number; at(at: number): string | undefined }) =>
  Array.from({ length: order.length }, (_, at) => order.at(at) ?? "·").join("");

Deno.test("the list has a place for every ticket, known or not", () => {
  const { live, window } = worker([..."abcdefgh"]);
  assert.equal(drawn(live), "abcd····");
  assert.equal(live.findIndex((id) => id === "f"), -1);
  window.from = 4;
  window.until = 8;
  assert.equal(drawn(live), "····efgh");
  assert.equal(live.findIndex((id) => id === "f"), 5);
});

Deno.test("while the pointer is on it nothing known moves, gaps are filled once, and no ticket is drawn twice", () => {
  const { ids, live, window } = worker([..."abcdefgh"]);
  const frozen = new FrozenOrder(live, [0, 4]);
  ids.unshift("n"); // A newcomer pushes all of them down.
  assert.equal(drawn(frozen), "abcd····");
  assert.equal(frozen.holds("n", 0), false);
  window.until = 9;
  assert.equal(drawn(frozen), "abcd·efg", "d is at the fifth place now, and drawn already");
  ids.splice(5, 1); // e is gone from the list; it stays where the hand is.
  assert.equal(drawn(frozen), "abcd·efg");
  assert.equal(frozen.holds("h", 7), false);
  assert.equal(frozen.findIndex((id) => id === "e"), 5);
});
