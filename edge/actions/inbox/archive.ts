import type { Actions } from "@domain/action.ts";
import type { Context, Outcome } from "../context.ts";
import { moveTicket } from "./move_ticket.ts";
import { ticketToMove } from "./ticket_access.ts";

/** CLS-22, X-03: into the trash, whatever its status; an open one is closed by it, without a word to the contact. */
export async function archive(ctx: Context, input: Actions["ticket.archive"]): Promise<Outcome> {
  const seen = await ticketToMove(ctx, input.ticketId, "chat.archive");
  if (!seen.ok) return seen.outcome;
  return await moveTicket(ctx, seen.ticket, { type: "archive", at: new Date().toISOString() });
}

/** out of the trash at any time, as what it was: closed. */
export async function restore(ctx: Context, input: Actions["ticket.restore"]): Promise<Outcome> {
  const seen = await ticketToMove(ctx, input.ticketId, "chat.archive");
  return seen.ok ? await moveTicket(ctx, seen.ticket, { type: "restore" }) : seen.outcome;
}
