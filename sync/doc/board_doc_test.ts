import assert from "node:assert/strict";
import fc from "fast-check";
import * as Y from "yjs";
import { newId } from "@domain/ids.ts";
import {
  addColumn,
  boardCards,
  boardNames,
  boardSeed,
  moveColumn,
  newBoardDoc,
  placeCard,
  readBoard,
  removeCard,
  removeColumn,
} from "./board_doc.ts";

const COLUMNS = ["Novo", "Em atendimento", "Aguardando", "Concluído"].map((name, n) => ({
  id: newId(),
  name,
  colour: n + 1,
}));
const TICKETS = Array.from({ length: 12 }, () => newId());

function open(update: Uint8Array): Y.Doc {
  const doc = newBoardDoc();
  Y.applyUpdate(doc, update);
  return doc;
}
const board = () => open(boardSeed(COLUMNS));
const where = (doc: Y.Doc) => Object.fromEntries(readBoard(doc).map(({ name, cards }) => [name, cards]));

/** What one of five does: `who` acts on their own copy; `meet` brings two copies together. */
const steps = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        do: fc.constant("move" as const),
        who: fc.nat(4),
        card: fc.nat(11),
        column: fc.nat(3),
        to: fc.nat(12),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant("column" as const), who: fc.nat(4), column: fc.nat(3), to: fc.nat(3) }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant("meet" as const), who: fc.nat(4), with: fc.nat(4) }) },
  ),
  { maxLength: 120 },
);

Deno.test("[B1] KAN-03: however five people move cards at once and offline, all see one board on which each card stands once", () => {
  fc.assert(
    fc.property(steps, (steps) => {
      const seed = boardSeed(COLUMNS);
      const copies = Array.from({ length: 5 }, () => open(seed));
      const start = copies[0]!;
      TICKETS.forEach((id, n) => placeCard(start, id, COLUMNS[n % 4]!.id, n, 1));
      for (const copy of copies) bring(start, copy);
      for (const step of steps) {
        const copy = copies[step.who]!;
        if (step.do === "move") placeCard(copy, TICKETS[step.card]!, COLUMNS[step.column]!.id, step.to, 2);
        else if (step.do === "column") moveColumn(copy, COLUMNS[step.column]!.id, step.to);
        else bring(copy, copies[step.with]!);
      }
      for (const from of copies) for (const to of copies) bring(from, to);
      const seen = readBoard(copies[0]!);
      for (const copy of copies) assert.deepEqual(readBoard(copy), seen);
      assert.deepEqual(seen.flatMap(({ cards }) => cards).sort(), [...TICKETS].sort());
    }),
    { numRuns: 300, seed: 20261122 },
  );
});

function bring(from: Y.Doc, to: Y.Doc): void {
  if (from !== to) Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)));
}

Deno.test("KAN-03 a card lands exactly where it is put, whatever was put there before", () => {
  const moves = fc.array(fc.tuple(fc.nat(11), fc.nat(3), fc.nat(13)), { maxLength: 200 });
  fc.assert(
    fc.property(moves, (moves) => {
      const doc = board();
      const expected: string[][] = COLUMNS.map(() => []);
      for (const [card, column, to] of moves) {
        for (const cards of expected) {
          if (cards.includes(TICKETS[card]!)) cards.splice(cards.indexOf(TICKETS[card]!), 1);
        }
        expected[column]!.splice(to, 0, TICKETS[card]!);
        placeCard(doc, TICKETS[card]!, COLUMNS[column]!.id, to, 1);
      }
      assert.deepEqual(readBoard(doc).map(({ cards }) => cards), expected);
    }),
    { numRuns: 200, seed: 20261122 },
  );
});

Deno.test("KAN-03 between two cards that were put in one place at once there is room for a third", () => {
  const [ana, bia] = [board(), board()];
  bring(ana, bia);
  const [first, second, third] = TICKETS as [string, string, string];
  placeCard(ana, first, COLUMNS[0]!.id, 0, 1);
  placeCard(bia, second, COLUMNS[0]!.id, 0, 1);
  bring(ana, bia);
  bring(bia, ana);
  const [above, below] = readBoard(ana)[0]!.cards as [string, string];
  assert.deepEqual([above, below].sort(), [first, second].sort());
  placeCard(ana, third, COLUMNS[0]!.id, 1, 1);
  assert.deepEqual(readBoard(ana)[0]!.cards, [above, third, below]);
});

Deno.test("KAN-03 a place used a thousand times keeps its keys within what the policy takes", () => {
  const doc = board();
  placeCard(doc, TICKETS[0]!, COLUMNS[0]!.id, 0, 1);
  const many = Array.from({ length: 1_000 }, () => newId());
  for (const id of many) placeCard(doc, id, COLUMNS[0]!.id, 1, 1);
  assert.deepEqual(readBoard(doc)[0]!.cards, [TICKETS[0], ...many.toReversed()]);
  for (const card of boardCards(doc).values()) assert.ok(card.at[1].length <= 120, card.at[1]);
});

Deno.test("[B1] KAN-02: a column that goes while a card comes into it loses no card, and a name given meanwhile does no harm", () => {
  const [ana, bia] = [board(), board()];
  bring(ana, bia);
  placeCard(ana, TICKETS[0]!, COLUMNS[2]!.id, 0, 1);
  boardNames(ana).set(COLUMNS[2]!.id, "Parado");
  removeColumn(bia, COLUMNS[2]!.id);
  bring(ana, bia);
  bring(bia, ana);
  assert.deepEqual(where(ana), where(bia));
  assert.deepEqual(where(ana), { Novo: [TICKETS[0]], "Em atendimento": [], "Concluído": [] });
});

Deno.test("KAN-02 columns are added, moved and changed by several at once; each gets their part", () => {
  const [ana, bia] = [board(), board()];
  bring(ana, bia);
  boardNames(ana).set(COLUMNS[0]!.id, "Entrada");
  moveColumn(bia, COLUMNS[0]!.id, 3);
  addColumn(bia, { id: newId(), name: "Arquivo", colour: 8 });
  bring(ana, bia);
  bring(bia, ana);
  assert.deepEqual(where(ana), where(bia));
  assert.deepEqual(Object.keys(where(ana)), ["Em atendimento", "Aguardando", "Concluído", "Entrada", "Arquivo"]);
});

Deno.test("a card keeps since when it is in its column while it is sorted there, and leaves when it is taken off", () => {
  const doc = board();
  placeCard(doc, TICKETS[0]!, COLUMNS[0]!.id, 0, 10);
  placeCard(doc, TICKETS[1]!, COLUMNS[0]!.id, 0, 10);
  placeCard(doc, TICKETS[0]!, COLUMNS[0]!.id, 0, 20);
  assert.equal(boardCards(doc).get(TICKETS[0]!)?.since, 10);
  placeCard(doc, TICKETS[0]!, COLUMNS[1]!.id, 0, 30);
  assert.equal(boardCards(doc).get(TICKETS[0]!)?.since, 30);
  removeCard(doc, TICKETS[0]!);
  assert.deepEqual(where(doc)["Em atendimento"], []);
});
