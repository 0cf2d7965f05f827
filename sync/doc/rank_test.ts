import assert from "node:assert/strict";
import fc from "fast-check";
import { isRank, rankBetween, ranksBetween } from "./rank.ts";

Deno.test("rankBetween() always finds a key between two, and every key is one it can go on from", () => {
  fc.assert(fc.property(fc.array(fc.nat(), { maxLength: 300 }), (places) => {
    const ranks: string[] = [];
    for (const place of places) {
      const at = place % (ranks.length + 1);
      const rank = rankBetween(ranks[at - 1] ?? null, ranks[at] ?? null);
      assert.ok(isRank(rank), rank);
      ranks.splice(at, 0, rank);
    }
    assert.deepEqual(ranks, [...ranks].sort());
    assert.equal(new Set(ranks).size, ranks.length);
  }));
});

Deno.test("adding at an end keeps keys short, thousands of times", () => {
  let [first, last] = [rankBetween(null, null), rankBetween(null, null)];
  for (let i = 0; i < 10_000; i++) {
    first = rankBetween(null, first);
    last = rankBetween(last, null);
  }
  assert.ok(first.length <= 5 && last.length <= 5, `${first} ${last}`);
});

Deno.test("ranksBetween() spreads many keys in order", () => {
  const ranks = ranksBetween("a0", "a1", 1_000);
  assert.deepEqual(ranks, [...ranks].sort());
  assert.ok(ranks[0]! > "a0" && ranks.at(-1)! < "a1");
  assert.ok(Math.max(...ranks.map((rank) => rank.length)) <= 8);
});

Deno.test("what is no key is told from one", () => {
  for (const bad of ["", "a", "a00", "z1", "0a", "aé", `a0${"1".repeat(300)}`, "b0"]) {
    assert.equal(isRank(bad), false, bad);
  }
  for (const good of ["a0", "Zz", "b00", "a0V", "a01"]) assert.equal(isRank(good), true, good);
});
