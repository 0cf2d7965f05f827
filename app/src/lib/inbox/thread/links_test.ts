import assert from "node:assert/strict";
import { textParts } from "./links.ts";

Deno.test("textParts() links http addresses without the sentence's full stop", () => {
  assert.deepEqual(textParts("veja https://a.br/b?c=1, ok"), [
    { text: "veja " },
    { text: "https://a.br/b?c=1", href: "https://a.br/b?c=1" },
    { text: ", ok" },
  ]);
});

Deno.test("textParts() never links scripts or data", () => {
  assert.deepEqual(textParts("javascript:alert(1) data:text/html,x"), [{
    text: "javascript:alert(1) data:text/html,x",
  }]);
});

Deno.test("textParts() marks only names it knows", () => {
  const parts = textParts("@Helena e @ninguém", [{ id: "1", name: "Helena Prado" }]);
  assert.deepEqual(parts, [{ text: "@Helena", mention: "1" }, { text: " e @ninguém" }]);
});
