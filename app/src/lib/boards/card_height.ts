/** How high cards are, in pixels: known without drawing them, so that a column of thousands is arithmetic. */
import type { ListRow } from "#lib/live/desk_api.ts";

export const GAP = 8;
const PLAIN = 80;
/** The last message in two lines, while unread. */
const UNREAD = 97;
/** What fits into one line of a card, more or less. */
const LINE = 30;

export const isTall = ({ conversation, ticket }: ListRow): boolean =>
  conversation.unread > 0 && conversation.ticket_id === ticket.id && conversation.last_preview.length > LINE;
export const cardHeight = (row: ListRow): number => (isTall(row) ? UNREAD : PLAIN);

/** Tops of cards one below the other; the last number is where the next would stand. */
export function cardTops(rows: readonly ListRow[]): number[] {
  const tops = [0];
  for (const row of rows) tops.push(tops.at(-1)! + cardHeight(row) + GAP);
  return tops;
}

/** The first card whose end is below `y`. */
export function cardAt(tops: readonly number[], y: number): number {
  let [low, high] = [0, tops.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tops[middle + 1]! > y) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The gap between cards nearest to a height, counted without the card that is held. */
export function gapAt(cards: readonly { ticketId: string; row: ListRow }[], y: number, held: string): number {
  const rows = cards.filter((card) => card.ticketId !== held).map(({ row }) => row);
  const tops = cardTops(rows);
  const at = cardAt(tops, y);
  const middle = ((tops[at] ?? 0) + (tops[at + 1] ?? 0) - GAP) / 2;
  return Math.min(rows.length, y > middle ? at + 1 : at);
}
