import assert from "node:assert/strict";
import { pressed } from "./action.ts";

const press = (key: string, held: Partial<Record<"ctrlKey" | "metaKey" | "altKey" | "shiftKey", boolean>> = {}) =>
  pressed({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

Deno.test("pressed() names a key the way actions write it", () => {
  assert.equal(press("e"), "E");
  assert.equal(press("k", { ctrlKey: true }), "Ctrl K");
  assert.equal(press("k", { metaKey: true }), "Ctrl K");
  assert.equal(press("Enter", { ctrlKey: true, shiftKey: true }), "Ctrl Shift Enter");
});

Deno.test("pressed() leaves Shift out of signs, which some keyboards need it for", () => {
  assert.equal(press("?", { shiftKey: true }), "?");
  assert.equal(press("A", { shiftKey: true }), "Shift A");
});
