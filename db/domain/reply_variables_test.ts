import assert from "node:assert/strict";
import { filledText, fillParts, imagesIn, variableName, variableValues } from "./reply_variables.ts";

const values = variableValues({
  contact: { name: "Marina Duarte", phone: "+5531900001147", email: null },
  protocol: "2026.1121.0001",
  agent: "Helena Prates",
  department: "Vendas",
  company: "Araçá Imóveis",
  fields: [{ name: "Número do pedido", value: "77" }, { name: "CPF", value: "" }, { name: "Nome", value: "de outro" }],
});
const filled = (text: string) => filledText(fillParts(text, values));

Deno.test("variables typed in the bar become the contact's, the ticket's and the team's data, in both languages (CMP-09)", () => {
  assert.equal(
    filled("{nome}, muito obrigado por entrar em contato!"),
    "Marina Duarte, muito obrigado por entrar em contato!",
  );
  assert.equal(
    filled("Oi {{ Primeiro_Nome }}, aqui é {atendente} ({empresa}, {departamento}). Pedido {numero_do_pedido}."),
    "Oi Marina, aqui é Helena (Araçá Imóveis, Vendas). Pedido 77.",
  );
  assert.equal(filled("Hi {first_name}: {protocol}, {phone}"), "Hi Marina: 2026.1121.0001, +5531900001147");
  assert.equal(variableName("Número do pedido"), "numero_do_pedido");
  assert.equal(filled("{Número do pedido}"), "77");
});

Deno.test("a variable without a value is marked and stays as written; braces around anything else are braces (CMP-09)", () => {
  assert.deepEqual(fillParts("{nome} tem {email}? CPF {{cpf}}", values).map(({ text, kind }) => [text, kind]), [
    ["Marina Duarte", "filled"],
    [" tem ", "plain"],
    ["{email}", "empty"],
    ["? CPF ", "plain"],
    ["{{cpf}}", "empty"],
  ]);
  for (const text of ["", "{}", "{ola", "a } b {", "{\nnome}", "{qualquer coisa} {{x}}", "{}{nome"]) {
    assert.deepEqual(fillParts(text, values), text === "" ? [] : [{ text, kind: "plain" }]);
  }
});

Deno.test("a field that holds a picture leaves as the picture, beside the words; empty it holds the message back (CMP-10)", () => {
  const media = { id: "0", kind: "image" as const, mime: "image/jpeg", name: "foto.jpg", size: 9 };
  const known = {
    contact: { name: "Marina", phone: null, email: null },
    protocol: "",
    agent: "",
    department: "",
    company: "",
  };
  const of = (value: string | typeof media) => variableValues({ ...known, fields: [{ name: "Foto", value }] });
  const parts = fillParts("É você, {nome}? {foto}", of(media));
  assert.equal(filledText(parts), "É você, Marina? ");
  assert.deepEqual(imagesIn(parts), [media]);
  assert.deepEqual(fillParts("{foto}", of("")), [{ text: "{foto}", kind: "empty" }]);
});
