import type { Mirror } from "@db/cache/mirror.ts";
import type { CardsAnswer, CardsRequest, WaitingPlace } from "../board_api.ts";
import { rowOf } from "./list_row.ts";

/** The rows of a board's tickets that a tab does not have as they are, and what of mine is on its way there. */
export function boardCards(mirror: Mirror, { boardId, ticketIds, known }: CardsRequest): CardsAnswer {
  mirror.refresh();
  const waiting: WaitingPlace[] = mirror.pendingAll.flatMap(({ action, held }) =>
    action.type === "board.place" && action.boardId === boardId && !held
      ? [{ ticketId: action.ticketId, columnId: action.columnId }]
      : []
  );
  const answer: CardsAnswer = { rows: [], gone: [], waiting };
  for (const ticketId of new Set([...ticketIds, ...waiting.map((one) => one.ticketId)])) {
    const conversationId = mirror.conversationOf(ticketId);
    const entry = conversationId === undefined ? undefined : mirror.lists.entry(conversationId);
    // The conversation may go on with a newer ticket; the card is of this one.
    const ticket = entry?.ticket.id === ticketId ? entry.ticket : mirror.get("tickets", ticketId);
    if (!entry || !ticket) {
      if (known.has(ticketId)) answer.gone.push(ticketId);
    } else if (known.get(ticketId) !== entry.stamp) {
      answer.rows.push({ ticketId, stamp: entry.stamp, row: { ...rowOf(entry), ticket } });
    }
  }
  return answer;
}
