import assert from "node:assert/strict";
import { lastWords } from "./last_words.ts";

Deno.test("lastWords() keeps a short draft whole, on one line", () => {
  assert.equal(lastWords(" Oi, Marina!\nTudo bem? "), "Oi, Marina! Tudo bem?");
});

Deno.test("lastWords() shows the newest words of a long draft, never half of one", () => {
  const text = "Pega sim, Marina! O condomínio é R$ 540 e aceita pet de pequeno porte";
  assert.equal(lastWords(text), "…540 e aceita pet de pequeno porte");
  assert.ok(text.endsWith(lastWords(text).slice(1)));
});

Deno.test("lastWords() cuts a word that is longer than the row", () => {
  assert.equal(lastWords("x".repeat(90)), `…${"x".repeat(34)}`);
});
