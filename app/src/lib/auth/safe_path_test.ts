import assert from "node:assert/strict";
import { HOME, safePath } from "./safe_path.ts";

const ORIGIN = "https://mutirao.exemplo";

Deno.test("safePath() keeps paths of this origin, with query and fragment", () => {
  assert.equal(safePath("/inbox/0189?view=mine#last", ORIGIN), "/inbox/0189?view=mine#last");
  assert.equal(safePath("/settings/team", ORIGIN), "/settings/team");
});

Deno.test("safePath() answers the inbox for anything a browser would take to another origin", () => {
  for (
    const to of [
      null,
      "",
      "inbox",
      "//evil.exemplo/a",
      "/\\evil.exemplo",
      "/\t/evil.exemplo",
      "https://evil.exemplo/",
      "javascript:alert(1)",
    ]
  ) {
    assert.equal(safePath(to, ORIGIN), HOME, String(to));
  }
});

Deno.test("safePath() never leads back to a door", () => {
  assert.equal(safePath("/sign-in?to=/sign-in", ORIGIN), HOME);
  assert.equal(safePath("/setup", ORIGIN), HOME);
  assert.equal(safePath("/sign-in-help", ORIGIN), "/sign-in-help");
});
