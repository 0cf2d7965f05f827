/**
 * The shape of a board's document (SPEC.md B): flat maps. A card is one value under its ticket's id, so that whatever
 * happens at once it stands in one place, and nothing but a removal takes it away. What a column is called, looks like
 * and bears are maps of their own: two people who change different things of a column both get theirs.
 */
import * as Y from "yjs";
import { rankBetween, ranksBetween } from "./rank.ts";

export const BOARD_ROOTS = ["columns", "names", "colours", "limits", "cards"] as const;
export type BoardRoot = typeof BOARD_ROOTS[number];

/** `since` (ms): when it came into its column, by the clock of who put it there. */
export type Card = { at: [columnId: string, rank: string]; since: number };
export type BoardColumn = { id: string; name: string; colour: number; limit: number | null; cards: string[] };
/** What rows repeat of it. */
export type BoardValues = {
  columns: { id: string; name: string; colour: number }[];
  /** Ticket → column. */
  places: Map<string, string>;
};

/** Column → where it stands; a column is there while its key is. */
export const boardColumns = (doc: Y.Doc): Y.Map<string> => doc.getMap<string>("columns");
export const boardNames = (doc: Y.Doc): Y.Map<string> => doc.getMap<string>("names");
export const boardColours = (doc: Y.Doc): Y.Map<number> => doc.getMap<number>("colours");
export const boardLimits = (doc: Y.Doc): Y.Map<number> => doc.getMap<number>("limits");
export const boardCards = (doc: Y.Doc): Y.Map<Card> => doc.getMap<Card>("cards");

export function newBoardDoc(): Y.Doc {
  const doc = new Y.Doc();
  openBoardRoots(doc);
  return doc;
}

export function openBoardRoots(doc: Y.Doc): void {
  for (const root of BOARD_ROOTS) doc.getMap(root);
}

export type FirstColumn = { id: string; name: string; colour: number };

/** The first state of a board, made by the server with it. Same input, same bytes. */
export function boardSeed(columns: readonly FirstColumn[]): Uint8Array<ArrayBuffer> {
  const doc = newBoardDoc();
  doc.clientID = 0;
  doc.transact(() => {
    for (const column of columns) addColumn(doc, column);
  });
  return Uint8Array.from(Y.encodeStateAsUpdate(doc));
}

/** Columns and their cards in order. A card whose column went stands in the first one: a card is never lost. */
export function readBoard(doc: Y.Doc): BoardColumn[] {
  const columns = inOrder([...boardColumns(doc)]).map(([id]): BoardColumn => ({
    id,
    name: boardNames(doc).get(id) ?? "",
    colour: boardColours(doc).get(id) ?? 1,
    limit: boardLimits(doc).get(id) ?? null,
    cards: [],
  }));
  const first = columns[0];
  if (!first) return [];
  const byId = new Map(columns.map((column) => [column.id, [] as [string, string][]]));
  for (const [ticketId, { at: [columnId, rank] }] of boardCards(doc)) {
    (byId.get(columnId) ?? byId.get(first.id)!).push([ticketId, rank]);
  }
  for (const column of columns) column.cards = inOrder(byId.get(column.id)!).map(([ticketId]) => ticketId);
  return columns;
}

export function readBoardValues(doc: Y.Doc): BoardValues {
  const columns = readBoard(doc);
  return {
    columns: columns.map(({ id, name, colour }) => ({ id, name, colour })),
    places: new Map(columns.flatMap(({ id, cards }) => cards.map((ticketId): [string, string] => [ticketId, id]))),
  };
}

/** Adds a column at the end. */
export function addColumn(doc: Y.Doc, { id, name, colour }: FirstColumn): void {
  const last = inOrder([...boardColumns(doc)]).at(-1)?.[1] ?? null;
  doc.transact(() => {
    boardColumns(doc).set(id, rankBetween(last, null));
    boardNames(doc).set(id, name);
    boardColours(doc).set(id, colour);
  });
}

/** `to`: its place among the others, from 0. */
export function moveColumn(doc: Y.Doc, id: string, to: number): void {
  const others = inOrder([...boardColumns(doc)]).filter(([other]) => other !== id);
  doc.transact(() => put(others, to, (other, rank) => boardColumns(doc).set(other ?? id, rank)));
}

/** Its cards stand in the first column from then on, until somebody moves them. */
export function removeColumn(doc: Y.Doc, id: string): void {
  doc.transact(() => {
    for (const map of [boardColumns(doc), boardNames(doc), boardColours(doc), boardLimits(doc)]) map.delete(id);
  });
}

/** Puts a ticket's card into a column, `to` among its other cards (from 0; beyond them: at the end). */
export function placeCard(doc: Y.Doc, ticketId: string, columnId: string, to: number, now: number): void {
  const cards = boardCards(doc);
  const column = readBoard(doc).find(({ id }) => id === columnId);
  const others = (column?.cards ?? []).filter((id) => id !== ticketId)
    .map((id): [string, string] => [id, cards.get(id)!.at[1]]);
  const before = cards.get(ticketId);
  const since = before && before.at[0] === columnId ? before.since : now;
  doc.transact(() => {
    put(others, to, (other, rank) => {
      if (other === null) cards.set(ticketId, { at: [columnId, rank], since });
      // It stood at the same key: two were put in one place at once. Only its rank changes.
      else cards.set(other, { ...cards.get(other)!, at: [columnId, rank] });
    });
  });
}

/** Another ticket goes on with it, in the same place. */
export function handOverCard(doc: Y.Doc, from: string, to: string): void {
  const card = boardCards(doc).get(from);
  if (!card) return;
  doc.transact(() => {
    boardCards(doc).set(to, card);
    boardCards(doc).delete(from);
  });
}

export function removeCard(doc: Y.Doc, ticketId: string): void {
  boardCards(doc).delete(ticketId);
}

/** Longer keys are never written: all of them are spread anew instead. */
const LONG = 120;

/** Writes the rank of something put at `to` among `others` (under `null`), and of those that would leave it no room. */
function put(
  others: readonly (readonly [string, string])[],
  to: number,
  write: (id: string | null, rank: string) => void,
): void {
  const at = Math.max(0, Math.min(to, others.length));
  const below = others[at - 1]?.[1] ?? null;
  let end = at;
  // Equal keys are ordered by id: between two of them is no room.
  while (end < others.length && below !== null && others[end]![1] <= below) end++;
  const ranks = ranksBetween(below, others[end]?.[1] ?? null, end - at + 1);
  const written = [null, ...others.slice(at, end).map(([id]) => id)];
  if (ranks.every((rank) => rank.length <= LONG)) return written.forEach((id, i) => write(id, ranks[i]!));
  const all = [...others.slice(0, at).map(([id]) => id), null, ...others.slice(at).map(([id]) => id)];
  const spread = ranksBetween(null, null, all.length);
  all.forEach((id, i) => write(id, spread[i]!));
}

/** By rank, then by id: every copy shows the same order. */
function inOrder(entries: [string, string][]): [string, string][] {
  return entries.sort(([a, x], [b, y]) => (x < y ? -1 : x > y ? 1 : a < b ? -1 : 1));
}
