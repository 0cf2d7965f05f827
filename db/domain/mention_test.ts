import { deepEqual } from "node:assert/strict";
import { handleOf, mentionedIn, mentionsIn } from "./mention.ts";

const ana = { id: "1", name: "Ana Paula Reis" };
const joao = { id: "2", name: "João Lima" };
const other = { id: "3", name: "Ana Souza" };

Deno.test("a member is called by first name, or by the whole name when two share the first (INT-03)", () => {
  deepEqual(handleOf(ana, [ana, joao]), "Ana");
  deepEqual(handleOf(ana, [ana, joao, other]), "Ana Paula Reis");
});

Deno.test("mentions are found by @ and a name, case and accents aside, the longer name first (INT-03)", () => {
  deepEqual(mentionsIn("oi @joao, veja", [ana, joao]), [{ memberId: "2", from: 3, to: 8 }]);
  deepEqual([...mentionedIn("@Ana Paula Reis e @ANA SOUZA", [ana, joao, other])], ["1", "3"]);
  deepEqual(mentionsIn("(@Ana Paula Reis)", [ana]), [{ memberId: "1", from: 1, to: 16 }]);
});

Deno.test("an address, a longer word and a shared first name call nobody (INT-03)", () => {
  deepEqual(mentionsIn("maria@joao.example", [joao]), []);
  deepEqual(mentionsIn("@joaozinho", [joao]), []);
  deepEqual(mentionsIn("@ana, pode ver?", [ana, other]), []);
});
