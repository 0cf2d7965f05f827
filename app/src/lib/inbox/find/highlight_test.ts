import assert from "node:assert/strict";
import { excerpt, pieces } from "./highlight.ts";

const shown = (all: { text: string; isHit: boolean }[]) =>
  all.map(({ text, isHit }) => (isHit ? `[${text}]` : text)).join("");

Deno.test("every word of the search is marked where it stands, whatever its accents and case", () => {
  assert.equal(
    shown(pieces("A situação do Boleto: boleto pago", "BOLETO situacao")),
    "A [situação] do [Boleto]: [boleto] pago",
  );
  assert.equal(shown(pieces("Contrato_Araújo-2026.pdf", "araujo 2026")), "Contrato_[Araújo]-[2026].pdf");
  assert.equal(shown(pieces("nada", "outra coisa")), "nada");
  assert.equal(shown(pieces("tudo", " ?! ")), "tudo");
});

Deno.test("signs of several characters before a hit do not move the mark", () => {
  assert.equal(shown(pieces("👩‍👩‍👧 José chegou", "jose")), "👩‍👩‍👧 [José] chegou");
  assert.equal(shown(pieces("Jose\u0301 chegou", "josé")), "[José] chegou".normalize("NFD"));
});

Deno.test("hits that touch become one", () => assert.equal(shown(pieces("aaaa", "aa")), "[aaaa]"));

Deno.test("a long text begins shortly before its first hit", () => {
  const long = `${"palavra ".repeat(20)}boleto vencido`;
  assert.match(shown(excerpt(long, "boleto")), /^…(palavra ){3,5}\[boleto\] vencido$/);
  assert.equal(shown(excerpt("linha\n\n do  boleto", "boleto")), "linha do [boleto]");
});
