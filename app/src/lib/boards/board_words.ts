import { money } from "#lib/i18n/format.ts";
import { locale } from "#lib/i18n/locale.svelte.ts";
import { toasts } from "#lib/ui/toast/toasts.svelte.ts";
import { m } from "../../paraglide/messages.js";
import type { BoardState, Spot } from "./board_state.svelte.ts";

/** `R$ 3,1 mi`; small sums as they are. */
export function shortMoney(cents: number): string {
  if (cents < 1_000_000) return money(locale.current, cents).replace(/[.,]00$/, "");
  const options = { style: "currency", currency: "BRL", notation: "compact", maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale.current, options).format(cents / 100);
}

/** Where a card came to stand, for ears. */
export function say(board: BoardState, ticketId: string, { columnId, index }: Spot): string {
  const name = board.card(ticketId)?.row.contact.name ?? "";
  return m.boards_said_moved({ name, column: board.column(columnId)?.name ?? "", place: index + 1 });
}

/** What was moved, and the way back: to where it stood, if it still is where I put it. */
export function movedToast(board: BoardState, ticketId: string, from: Spot, to: Spot): void {
  const name = board.card(ticketId)?.row.contact.name ?? "";
  const column = board.column(to.columnId)?.name ?? "";
  toasts.undoable({
    text: from.columnId === to.columnId ? m.boards_toast_sorted({ name }) : m.boards_toast_moved({ name, column }),
    undo: () => board.spotOf(ticketId)?.columnId === to.columnId && board.place(ticketId, from),
  });
}
