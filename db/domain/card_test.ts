import { deepEqual } from "node:assert/strict";
import { cardsText, readCards } from "./card.ts";

Deno.test("cards are read as they were written: name, numbers, addresses, one a line (MSG-04)", () => {
  const cards = [
    { name: "Otávio Brandão", phones: ["+5531988880102", "+553133330000"], emails: ["otavio@exemplo.com"] },
    { name: "Só nome", phones: [], emails: [] },
  ];
  deepEqual(readCards(cardsText(cards)), cards);
});

Deno.test("a name with the separator or a line end in it stays one name (MSG-04)", () => {
  deepEqual(readCards(cardsText([{ name: "Ana · Vendas\nBH", phones: ["+5531900000000"], emails: [] }])), [
    { name: "Ana Vendas BH", phones: ["+5531900000000"], emails: [] },
  ]);
});
