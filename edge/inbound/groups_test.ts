import assert from "node:assert/strict";
import { inGroups } from "./groups.ts";

/** Groups as they were worked on, each waiting until it is let go. */
function watched(options: { most: number; fails?: (group: number[]) => boolean }) {
  const groups: number[][] = [];
  const gates: PromiseWithResolvers<void>[] = [];
  const add = inGroups(async (group: number[]) => {
    const gate = Promise.withResolvers<void>();
    groups.push(group);
    gates.push(gate);
    await gate.promise;
    if (options.fails?.(group)) throw new Error(`no: ${group}`);
    return group.map((one) => one * 10);
  }, { most: options.most, weightOf: (one) => one });
  const turn = () => new Promise((resolve) => setTimeout(resolve));
  return {
    add,
    groups,
    async letGo() {
      await turn();
      gates.shift()?.resolve();
      await turn();
    },
  };
}

Deno.test("who comes together goes together; who comes meanwhile is the next group, after the one before", async () => {
  const { add, groups, letGo } = watched({ most: 100 });
  const first = [add(1), add(2)];
  await Promise.resolve();
  await Promise.resolve();
  const second = [add(3), add(4)];
  assert.deepEqual(groups, [[1, 2]]);
  await letGo();
  assert.deepEqual(await Promise.all(first), [10, 20]);
  await letGo();
  assert.deepEqual(await Promise.all(second), [30, 40]);
  assert.deepEqual(groups, [[1, 2], [3, 4]]);
  const later = add(5);
  await letGo();
  assert.equal(await later, 50, "after a pause it begins again");
});

Deno.test("a group is no heavier than it may be; what is heavier by itself goes alone", async () => {
  const { add, groups, letGo } = watched({ most: 10 });
  const all = [4, 5, 2, 30, 1].map(add);
  for (let n = 0; n < 4; n++) await letGo();
  assert.deepEqual(groups, [[4, 5], [2], [30], [1]]);
  assert.deepEqual(await Promise.all(all), [40, 50, 20, 300, 10]);
});

Deno.test("one that cannot be done fails alone; its neighbours are done", async () => {
  const { add, groups, letGo } = watched({ most: 100, fails: (group) => group.includes(2) });
  const all = Promise.allSettled([1, 2, 3].map(add));
  for (let n = 0; n < 4; n++) await letGo();
  for (let n = 0; n < 4; n++) await letGo();
  assert.deepEqual((await all).map((one) => one.status), ["fulfilled", "rejected", "fulfilled"]);
  assert.deepEqual(groups, [[1, 2, 3], [1], [2], [3]]);
});
