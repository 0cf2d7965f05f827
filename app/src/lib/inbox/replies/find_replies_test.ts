import assert from "node:assert/strict";
import type { Row } from "@domain/rows.ts";
import { findReplies, slashWord } from "./find_replies.ts";

const me = { id: "me", permissions: [], departmentIds: ["vendas"] };
const reply = (shortcut: string, more: Partial<Row<"quick_replies">> = {}): Row<"quick_replies"> => ({
  id: `${shortcut} ${more.owner_id ?? ""}${more.department_id ?? ""}`,
  deleted_at: null,
  owner_id: null,
  department_id: null,
  shortcut,
  title: shortcut,
  text: "",
  media: [],
  ...more,
});
const found = (all: Row<"quick_replies">[], typed: string, department: string | null = null) =>
  findReplies(all, typed, me, department).map(({ id }) => id.trim());

Deno.test("a slash that begins a line or a word opens the list, up to the next space (CMP-08)", () => {
  const cases: [string, string | undefined][] = [
    ["/", ""],
    ["/fre", "fre"],
    ["Oi! /saudação", "saudação"],
    ["linha\n/x-1_", "x-1_"],
    ["/fre te", undefined],
    ["e/ou", undefined],
    ["https://x", undefined],
    ["//", undefined],
    ["", undefined],
  ];
  for (const [text, word] of cases) assert.equal(slashWord(text), word, text);
});

Deno.test("found by shortcut, title and text, in that order; accents and case aside (QRP-05, CMP-08)", () => {
  const all = [
    reply("tabela", { text: "O prazo de frete é de 3 dias" }),
    reply("prazo", { title: "Prazo e Frete" }),
    reply("entrega", { title: "Fretê grátis" }),
    reply("frete-sp"),
    reply("frete"),
    reply("outra"),
  ];
  assert.deepEqual(found(all, "Frete"), ["frete", "frete-sp", "entrega", "prazo", "tabela"]);
  assert.deepEqual(found(all, "frête"), found(all, "FRETE"));
  assert.equal(found(all, "").length, all.length);
});

Deno.test("my own before the department's before everybody's; nobody else's own; another department's when looked for (QRP-02, X-15)", () => {
  const all = [
    reply("oi"),
    reply("oi", { department_id: "vendas" }),
    reply("oi", { owner_id: "me" }),
    reply("oi", { owner_id: "other" }),
    reply("oi", { department_id: "juridico" }),
  ];
  assert.deepEqual(found(all, ""), ["oi me", "oi vendas", "oi"]);
  assert.deepEqual(found(all, "oi"), ["oi me", "oi vendas", "oi", "oi juridico"]);
  // In a ticket of that department they are what one looks for.
  assert.deepEqual(found(all, "oi", "juridico"), ["oi me", "oi juridico", "oi vendas", "oi"]);
});
