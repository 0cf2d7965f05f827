import type { Actions } from "@domain/action.ts";
import type { Context, Outcome } from "../context.ts";
import { moveTicket } from "./move_ticket.ts";
import { ticketToMove } from "./ticket_access.ts";

/** STS-30: back to the end of the queue; the agent is released, the department stays. */
export async function returnToQueue(ctx: Context, input: Actions["ticket.return"]): Promise<Outcome> {
  const seen = await ticketToMove(ctx, input.ticketId, "chat.transfer");
  return seen.ok ? await moveTicket(ctx, seen.ticket, { type: "return_to_queue" }) : seen.outcome;
}

/** STS-05. */
export async function pause(ctx: Context, input: Actions["ticket.pause"]): Promise<Outcome> {
  const seen = await ticketToMove(ctx, input.ticketId, "chat.take");
  return seen.ok ? await moveTicket(ctx, seen.ticket, { type: "pause" }) : seen.outcome;
}

export async function resume(ctx: Context, input: Actions["ticket.resume"]): Promise<Outcome> {
  const seen = await ticketToMove(ctx, input.ticketId, "chat.take");
  return seen.ok ? await moveTicket(ctx, seen.ticket, { type: "resume" }) : seen.outcome;
}
