import type { BoardState } from "./board_state.svelte.ts";

/** How many columns and cards further a key goes. */
export const ARROWS: Record<string, [columns: number, cards: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The card the keyboard goes to: one down or up in its column, or in the next column that has any. */
export function walk(board: BoardState, columns: number, cards: number): string | undefined {
  const from = board.active === undefined ? undefined : board.spotOf(board.active);
  const all = board.columns;
  if (!from) return all.find((column) => column.cards.length > 0)?.cards[0]?.ticketId;
  let at = all.findIndex(({ id }) => id === from.columnId);
  if (columns === 0) {
    const column = all[at]!.cards;
    return column[Math.max(0, Math.min(column.length - 1, from.index + cards))]?.ticketId;
  }
  do at += columns; while (all[at]?.cards.length === 0);
  const column = all[at]?.cards;
  return column?.[Math.min(column.length - 1, from.index)]?.ticketId;
}
