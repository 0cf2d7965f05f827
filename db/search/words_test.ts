import assert from "node:assert/strict";
import { wordsQuery } from "./words.ts";

Deno.test("every word is wanted, without accents, case and signs, and may go on", () => {
  assert.equal(wordsQuery("  2ª Via do BOLETO "), "'2':* & 'via':* & 'do':* & 'boleto':*");
  assert.equal(wordsQuery("contrato_araújo-2026.pdf"), "'contrato':* & 'araujo':* & '2026':* & 'pdf':*");
  assert.equal(wordsQuery("it's"), "'it':* & 's':*");
});

Deno.test("what holds no word asks for nothing", () => assert.equal(wordsQuery(" ?! — "), undefined));
