import assert from "node:assert/strict";
import { matchOptions } from "./match_options.ts";

const options = ["Alma Recife", "Recepção", "Locação"].map((label) => ({ label }));
const labels = (typed: string) => matchOptions(options, typed).map((option) => option.label);

Deno.test("matchOptions() ignores accents and case and puts beginnings first", () => {
  assert.deepEqual(labels("rec"), ["Recepção", "Alma Recife"]);
  assert.deepEqual(labels("LOCACAO"), ["Locação"]);
});

Deno.test("matchOptions() wants every word, in any order", () => {
  assert.deepEqual(labels("recife alma"), ["Alma Recife"]);
  assert.deepEqual(labels("recife beto"), []);
});

Deno.test("matchOptions() without text keeps the given order", () => {
  assert.deepEqual(labels("  "), ["Alma Recife", "Recepção", "Locação"]);
});
