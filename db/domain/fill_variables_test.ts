import assert from "node:assert/strict";
import { fillVariables } from "./fill_variables.ts";

const marina = { name: " Marina  Lage " };

Deno.test("the contact's name, whole or the first only, takes the place of its variable (CFD-02)", () => {
  assert.equal(fillVariables("Oi, {{nome}}!", marina), "Oi, Marina  Lage!");
  assert.equal(fillVariables("{{ Primeiro_Nome }}, {{primeiro_nome}}…", marina), "Marina, Marina…");
});

Deno.test("what is no variable stays as it was written; a name is never read as one (CFD-02)", () => {
  assert.equal(fillVariables("{nome} {{cpf}} {{}} {{nome", marina), "{nome} {{cpf}} {{}} {{nome");
  assert.equal(fillVariables("{{nome}}", { name: "{{primeiro_nome}} $& $1" }), "{{primeiro_nome}} $& $1");
  assert.equal(fillVariables("Oi {{primeiro_nome}}!", { name: "" }), "Oi !");
});
