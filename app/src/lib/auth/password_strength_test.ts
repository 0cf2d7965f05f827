import assert from "node:assert/strict";
import { passwordStrength } from "./password_strength.ts";

Deno.test("passwordStrength() asks for length before anything else", () => {
  assert.equal(passwordStrength(""), "empty");
  assert.equal(passwordStrength("aB3$xy7"), "short");
  assert.equal(passwordStrength("correio cavalo bateria grampo"), "strong");
});

Deno.test("passwordStrength() knows what is tried first: common words, own words, repetition", () => {
  assert.equal(passwordStrength("Senha202600"), "guessable");
  assert.equal(passwordStrength("joana-1987", ["Joana Sales"]), "guessable");
  assert.equal(passwordStrength("alecrim9900", ["Clínica Alecrim"]), "guessable");
  assert.equal(passwordStrength("aaaaaaaaaaaaaaa"), "guessable");
});

Deno.test("passwordStrength() separates weak from good", () => {
  assert.equal(passwordStrength("kdowpqnzab"), "weak");
  assert.equal(passwordStrength("kdowpqnz 41"), "good");
});
