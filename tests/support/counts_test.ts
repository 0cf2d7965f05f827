import assert from "node:assert/strict";
import { denoCounts, playwrightCounts } from "./counts.ts";

Deno.test("denoCounts() reads the last summary, with steps and ignored tests", () => {
  assert.deepEqual(denoCounts("ok | 7 passed | 0 failed (12ms)"), { passed: 7, failed: 0, skipped: 0 });
  const text = "x 9 passed | 9 failed\nFAILED | 3 passed (4 steps) | 1 failed (2 steps) | 5 ignored (1s)";
  assert.deepEqual(denoCounts(text), { passed: 3, failed: 1, skipped: 5 });
  assert.equal(denoCounts("error: Type checking failed."), undefined);
});

Deno.test("playwrightCounts() counts flaky tests and errors outside tests as failures", () => {
  const report = { stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{ message: "no config" }] };
  assert.deepEqual(playwrightCounts(JSON.stringify(report)), { passed: 4, failed: 3, skipped: 2 });
  assert.equal(playwrightCounts("Error: cannot find config"), undefined);
});
