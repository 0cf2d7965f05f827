import assert from "node:assert/strict";
import { failedNames, shortened } from "./shorten.ts";

const DENO = `running 2 tests from ./tests/a_test.ts
one ... FAILED (3ms)
------- output -------
${"noise\n".repeat(3_000)}
 ERRORS 

[S4] one => ./tests/a_test.ts:9:6
error: AssertionError: 1 != 2

 FAILURES 

[S4] one => ./tests/a_test.ts:9:6

FAILED | 1 passed | 1 failed (3s)
`;
const PLAYWRIGHT = `  ✘  1 a.spec.ts:3:1 › STS-27 a ticket (3s)


  1) a.spec.ts:3:1 › STS-27 a ticket ───────────────

    Error: expect(locator).toBeVisible() failed
`;

Deno.test("shortened() begins where the failures are told", () => {
  assert.ok(shortened(DENO).startsWith("ERRORS"));
  assert.ok(shortened(DENO).includes("1 != 2"));
  assert.ok(shortened(PLAYWRIGHT).startsWith("1) a.spec.ts"));
  assert.equal(shortened(`${"x".repeat(9_000)}the end`).slice(-7), "the end");
});

Deno.test("failedNames() names each failed test once", () => {
  assert.deepEqual(failedNames(DENO), ["[S4] one"]);
  assert.deepEqual(failedNames(PLAYWRIGHT), ["a.spec.ts:3:1 › STS-27 a ticket"]);
});
