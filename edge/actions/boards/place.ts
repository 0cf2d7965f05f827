import type { Actions } from "@domain/action.ts";
import { boardCards, boardColumns, placeCard, removeCard } from "@sync/doc/board_doc.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { ticketInSight } from "../inbox/ticket_access.ts";
import { denied } from "../settings/allowed.ts";

/**
 * KAN-03, KAN-04: puts a ticket's card at the end of a column, or takes it off the board, through the board's document:
 * who has it open sees it there. Where it is already it stays as it is.
 */
export async function placeTicket(ctx: Context, input: Actions["board.place"]): Promise<Outcome> {
  const no = denied(ctx, "boards.use");
  if (no) return no;
  const { boardId, ticketId, columnId } = input;
  const [board] = await ctx.tx<{ name: string; archived_at: Date | null }[]>`
    select name, archived_at from boards where id = ${boardId} and deleted_at is null`;
  if (!board) return refused("not_found", { what: "board" });
  if (board.archived_at !== null) return refused("board_archived", { name: board.name });
  const seen = await ticketInSight(ctx, ticketId);
  if (!seen.ok) return seen.outcome;
  // Before the document: whoever writes both locks them in this order.
  await ctx.tx`select 1 from tickets where id = ${ticketId} for no key update`;
  let found = true;
  await ctx.edit({ kind: "board", id: boardId }, (doc) => {
    if (columnId === null) return removeCard(doc, ticketId);
    found = boardColumns(doc).has(columnId);
    const isThere = boardCards(doc).get(ticketId)?.at[0] === columnId;
    if (found && !isThere) placeCard(doc, ticketId, columnId, Infinity, ctx.composedAt.getTime());
  });
  return found ? DONE : refused("not_found", { what: "column" });
}
