import assert from "node:assert/strict";
import { failureOf, problemOf } from "./errors.ts";

function answer(code: number, status = 400, attempt = 0): string {
  const outcome = failureOf(status, JSON.stringify({ error: { code, message: "x", fbtrace_id: "A" } }), attempt);
  if (outcome.type === "failed") return outcome.kind;
  return outcome.type === "retry" ? `retry ${outcome.afterMs}` : outcome.type;
}

Deno.test("[A9] every code of the table has its outcome", () => {
  const table: Record<string, number[]> = {
    auth: [0, 190, 3, 10, 200, 299, 131005, 33, 368, 131031, 130497, 131037, 131045, 133010],
    billing: [131042, 131044],
    window_closed: [131047],
    recipient: [130403, 130472, 131021, 131026, 131030, 131049, 131050, 131062, 131203],
    content: [131051, 131052, 131053, 131060],
    template: [131063, 131064, 132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132018],
    ours: [100, 131008, 131009, 135000, 137000],
  };
  for (const [kind, codes] of Object.entries(table)) {
    for (const code of codes) assert.equal(answer(code), kind, `${code}`);
  }
  for (const code of [4, 80007, 1, 2, 131000, 131016, 133004, 130429, 131048, 131056, 131057]) {
    assert.match(answer(code), /^retry \d+$/, `${code}`);
  }
});

Deno.test("the pair limit waits 4, 16, 64 s, although it comes as HTTP 400", () => {
  assert.deepEqual([0, 1, 2].map((attempt) => answer(131056, 400, attempt)), [
    "retry 4000",
    "retry 16000",
    "retry 64000",
  ]);
});

Deno.test("an unknown code is judged by its HTTP status, and a 5xx without Meta's words is unknown", () => {
  assert.equal(answer(777777, 400), "ours");
  assert.equal(answer(777777, 401), "auth");
  assert.equal(answer(777777, 500), "unknown");
  assert.equal(failureOf(502, "<html>").type, "unknown");
  assert.equal(failureOf(429, "").type, "retry");
  assert.equal(failureOf(404, "nothing").type, "failed");
});

Deno.test("only some failures are about the whole connection", () => {
  assert.equal(problemOf("190"), "needs_token");
  assert.equal(problemOf("131042"), "billing");
  assert.equal(problemOf("131031"), "locked");
  assert.equal(problemOf("131047"), undefined);
  assert.equal(problemOf("unreachable"), undefined);
});
