import assert from "node:assert/strict";
import { type Line, linesOf, missingIn } from "./runs.ts";

const latin = (code: number) => code < 0x250;
const measure = { hasGlyph: latin, textWidth: (text: string) => text.length, signWidth: () => 2 };
const shown = (lines: Line[]) =>
  lines.map((line) => line.map((run) => (run.sign ? `<${run.text}>` : run.text)).join(""));

Deno.test("lines break at spaces and line ends; a word that fits no line is cut", () => {
  assert.deepEqual(shown(linesOf("um dois três\nfim", 8, measure)), ["um dois ", "três", "fim"]);
  assert.deepEqual(shown(linesOf("abcdefghij", 4, measure)), ["abcd", "efgh", "ij"]);
  assert.deepEqual(shown(linesOf("", 4, measure)), [""]);
});

Deno.test("what the font lacks is a sign of its own: emojis whole, with their joiners; accents stay text", () => {
  assert.deepEqual(shown(linesOf("Oi 👨‍👩‍👧 ação", 40, measure)), ["Oi <👨‍👩‍👧> ação"]);
  assert.deepEqual(missingIn("a\u0303 ❤️ 你", latin), ["❤️", "你"]);
});
