import assert from "node:assert/strict";
import { hideSecrets } from "./log.ts";

Deno.test("hideSecrets() masks secret-looking properties at any depth and leaves the rest", () => {
  const masked = hideSecrets({ user: "ana", password: "x", request: { headers: [{ Authorization: "Bearer y" }] } });
  assert.deepEqual(masked, {
    user: "ana",
    password: "[hidden]",
    request: { headers: [{ Authorization: "[hidden]" }] },
  });
});
