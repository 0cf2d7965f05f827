import assert from "node:assert/strict";
import { fold, matcher, phoneForms } from "./fold.ts";

const ana = `${fold("Ana Conceição")}\n${phoneForms("+5531988887777")}\n20261121.000042 20261121000042`;

Deno.test("matcher() finds a name without its accents and in any order", () => {
  assert.equal(matcher("conceicao ANA")!(ana), true);
  assert.equal(matcher("Conceição maria")!(ana), false);
});

Deno.test("matcher() finds a phone with and without the ninth digit, however it is written", () => {
  for (const typed of ["(31) 98888-7777", "+55 31 8888-7777", "88887777", "031 98888"]) {
    assert.equal(matcher(typed)!(ana), true, typed);
  }
  assert.equal(matcher("31 97888-7777")!(ana), false);
});

Deno.test("matcher() finds a protocol by a part of it, with or without its dot", () => {
  assert.equal(matcher("20261121.0000")!(ana), true);
  assert.equal(matcher("20261121000042")!(ana), true);
});

Deno.test("matcher() of nothing is no test at all", () => assert.equal(matcher("  "), undefined));
