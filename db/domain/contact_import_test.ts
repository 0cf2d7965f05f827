import assert from "node:assert/strict";
import { guessColumns, type ImportColumn, personKey, readLine, type Target, toDay } from "./contact_import.ts";

const PLAN: ImportColumn = { key: "plan", name: "Plano", type: "select", options: ["Ouro", "Prata"] };
const VALUE: ImportColumn = { key: "value", name: "Valor", type: "money", options: [] };
const CUSTOM = [PLAN, VALUE];

Deno.test("columns are guessed by their headings, in both languages; each field once, the rest is free information (CON-02)", () => {
  assert.deepEqual(
    guessColumns(["Nome completo", "Celular", "E-mail", "Data de Nascimento", "CPF", "PLANO", "Time", ""], CUSTOM),
    ["name", "phone", "email", "birthDate", "cpf", "fields.plan", "extra", ""],
  );
  assert.deepEqual(guessColumns(["Full name", "Phone", "Phone 2", "Address"], []), [
    "name",
    "phone",
    "extra",
    "address",
  ]);
});

Deno.test("a line is read as people write it: numbers, days, money, choices", () => {
  const targets: Target[] = ["name", "phone", "birthDate", "cpf", "fields.plan", "fields.value", "extra"];
  const headings = ["Nome", "Fone", "Nasc.", "CPF", "Plano", "Valor", "Time"];
  const cells = ["Rui", "(31) 98888-7777", "14/3/90", "12345678909", "ouro", "R$ 1.234,5", "Galo"];
  const read = readLine(cells, 2, targets, headings, CUSTOM);
  assert.deepEqual(read, {
    ok: true,
    line: {
      line: 2,
      name: "Rui",
      phone: "+5531988887777",
      birthDate: "1990-03-14",
      cpf: "12345678909",
      fields: { plan: "Ouro", value: "1234.50" },
      extra: { Time: "Galo" },
    },
  });
});

Deno.test("what is wrong with a line is said by its column; without a name the number stands for it", () => {
  const problem = (targets: Target[], cells: string[]) => {
    const read = readLine(cells, 7, targets, ["A", "B"], CUSTOM);
    return read.ok ? read.line.name : [read.bad.problem, read.bad.column, read.bad.value];
  };
  assert.deepEqual(problem(["name", "phone"], ["Rui", "12"]), ["phone", 1, "12"]);
  assert.deepEqual(problem(["name", "email"], ["Rui", "rui@"]), ["email", 1, "rui@"]);
  assert.deepEqual(problem(["name", "birthDate"], ["Rui", "31/02/1990"]), ["birthDate", 1, "31/02/1990"]);
  assert.deepEqual(problem(["name", "cpf"], ["Rui", "11111111111"]), ["cpf", 1, "11111111111"]);
  assert.deepEqual(problem(["name", "fields.plan"], ["Rui", "Bronze"]), ["field", 1, "Bronze"]);
  assert.deepEqual(problem(["name", ""], ["", "x"]), ["empty", -1, ""]);
  assert.deepEqual(problem(["name", ""], ["x".repeat(121), ""]), ["long", 0, "x".repeat(121)]);
  assert.equal(problem(["name", "phone"], ["", "31 98888-7777"]), "+5531988887777");
});

Deno.test("days of a sheet and of people; the same person by number, ninth digit or not, else by e-mail", () => {
  assert.deepEqual(["32946", "1990-03-14T00:00:00Z", "14-03-2012", "soon"].map(toDay), [
    "1990-03-14",
    "1990-03-14",
    "2012-03-14",
    undefined,
  ]);
  assert.equal(personKey({ phone: "+553188887777" }), personKey({ phone: "+5531988887777", email: "a@b.test" }));
  assert.equal(personKey({ email: "A@b.test" }), "a@b.test");
});
