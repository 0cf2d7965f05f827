import assert from "node:assert/strict";
import { allSources } from "./sources.ts";

/** Lines, most specific first (design.md §2). */
const LIMITS: [RegExp, number][] = [
  [/\/\+page\.svelte$/, 80],
  [/\.svelte$/, 200],
  [/\.ts$/, 300],
];
const MEDIAN = 80;
/** Files that may be longer, each with the reason why splitting would make it worse. */
const LONGER: Record<string, { lines: number; reason: string }> = {};

Deno.test("no file is longer than its kind may be, but for the reasons in the list", async () => {
  const tooLong = (await allSources()).flatMap(({ path, text }) => {
    const lines = text.split("\n").length - 1;
    const limit = LONGER[path]?.lines ?? LIMITS.find(([kind]) => kind.test(path))?.[1] ?? Infinity;
    return lines > limit ? [`${path}: ${lines} lines, at most ${limit}`] : [];
  });
  assert.deepEqual(tooLong, []);
});

Deno.test("the list of longer files holds only files that need it", async () => {
  const sources = new Map((await allSources()).map(({ path, text }) => [path, text.split("\n").length - 1]));
  for (const path of Object.keys(LONGER)) {
    const usual = LIMITS.find(([kind]) => kind.test(path))?.[1] ?? 0;
    assert.ok((sources.get(path) ?? 0) > usual, `${path} is no longer too long: take it off the list`);
  }
});

Deno.test(`half of the files have at most ${MEDIAN} lines`, async () => {
  const lengths = (await allSources()).map(({ text }) => text.split("\n").length - 1).sort((a, b) => a - b);
  const median = lengths[Math.floor(lengths.length / 2)] ?? 0;
  assert.ok(median <= MEDIAN, `the median is ${median}`);
});
