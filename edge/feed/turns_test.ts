import assert from "node:assert/strict";
import { turns } from "./turns.ts";

Deno.test("turns() runs at most so many at once, in order, and goes on after a failure", async () => {
  const turn = turns(2);
  const order: number[] = [];
  let running = 0;
  let most = 0;
  const ends: (() => void)[] = [];
  const begin = (n: number) =>
    turn(async () => {
      order.push(n);
      most = Math.max(most, ++running);
      await new Promise<void>((end) => ends.push(end));
      running--;
      if (n === 1) throw new Error("one fails");
    });
  const all = [1, 2, 3, 4].map((n) => begin(n).catch(() => {}));
  for (let n = 0; n < 4; n++) {
    while (ends.length === 0) await Promise.resolve();
    ends.shift()!();
    await Promise.resolve();
  }
  await Promise.all(all);
  assert.deepEqual(order, [1, 2, 3, 4]);
  assert.equal(most, 2);
});
