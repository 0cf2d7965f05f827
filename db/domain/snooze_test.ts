import assert from "node:assert/strict";
import { snoozePresets } from "./snooze.ts";

const ZONE = "America/Sao_Paulo";
const shown = (now: string) =>
  snoozePresets(Date.parse(now), ZONE).map(({ id, at }) => [id, new Date(at).toISOString()]);

Deno.test("later today, tomorrow at nine and Monday at nine, on the workspace's clock", () => {
  // A Wednesday, 10:07 in São Paulo.
  assert.deepEqual(shown("2026-11-18T13:07:00Z"), [
    ["later", "2026-11-18T16:15:00.000Z"],
    ["tomorrow", "2026-11-19T12:00:00.000Z"],
    ["monday", "2026-11-23T12:00:00.000Z"],
  ]);
});

Deno.test("nothing is later today in the evening, and on Sunday tomorrow is Monday", () => {
  assert.deepEqual(shown("2026-11-22T22:00:00Z"), [["tomorrow", "2026-11-23T12:00:00.000Z"]]);
});

Deno.test("on a Monday the next Monday is meant, after midnight of UTC too", () => {
  assert.deepEqual(shown("2026-11-24T00:30:00Z"), [
    ["tomorrow", "2026-11-24T12:00:00.000Z"],
    ["monday", "2026-11-30T12:00:00.000Z"],
  ]);
});
