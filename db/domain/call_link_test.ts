import assert from "node:assert/strict";
import { callLink, DEFAULT_CALL_BASE, isCallBase } from "./call_link.ts";

const RANDOM = "9f1c0c52-5d2e-4c1a-8b7e-0a4f6f1f2b3c";

Deno.test("a video call's link is the workspace's base with a room that nobody guesses (CMP-05)", () => {
  const room = "mutirao-9f1c0c525d2e4c1a8b7e0a4f6f1f2b3c";
  assert.equal(callLink(DEFAULT_CALL_BASE, RANDOM), `https://meet.jit.si/${room}`);
  assert.equal(callLink("https://video.araca.example/salas", RANDOM), `https://video.araca.example/salas/${room}`);
  assert.equal(callLink("https://video.araca.example/?sala=", RANDOM), `https://video.araca.example/?sala=${room}`);
});

Deno.test("a base is https and carries no password; none is allowed too (CMP-05)", () => {
  for (const base of ["", DEFAULT_CALL_BASE, "https://video.araca.example/?sala="]) assert.ok(isCallBase(base), base);
  for (
    const base of ["http://meet.example/", "javascript:alert(1)//", "meet.jit.si", "https://ana:x@meet.example/"]
  ) assert.ok(!isCallBase(base), base);
});
