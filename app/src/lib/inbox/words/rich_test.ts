import assert from "node:assert/strict";
import { rich } from "./rich.ts";

Deno.test("rich() marks the words between <b> and leaves every other sign as text", () => {
  assert.deepEqual(rich("<b>Rafaela</b> escreve <i>"), [
    { text: "Rafaela", bold: true },
    { text: " escreve <i>", bold: false },
  ]);
  assert.deepEqual(rich("nada"), [{ text: "nada", bold: false }]);
});
