import type { Actions } from "@domain/action.ts";
import { record } from "../../facts/record.ts";
import { wake as wakeUp } from "../../facts/wake.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { explain, placeOf } from "./move_ticket.ts";
import { ticketToMove } from "./ticket_access.ts";

/**
 * Out of the working views until a moment, or until the contact writes. Whoever may take a ticket may put it away; it
 * stays with whom it is. One whose time passed while its author was offline is refused: it would come back at once.
 */
export async function snooze(ctx: Context, input: Actions["ticket.snooze"]): Promise<Outcome> {
  const seen = await ticketToMove(ctx, input.ticketId, "chat.take");
  if (!seen.ok) return seen.outcome;
  const { ticket } = seen;
  if (ticket.status === "closed") return await explain(ctx, ticket, "ticket_closed");
  if (Date.parse(input.until) <= Date.now()) return refused("snooze_past", { until: input.until });
  await ctx.tx`
    update tickets set snoozed_until = ${input.until}, snoozed_by = ${ctx.member.id} where id = ${ticket.id}`;
  await record(
    ctx.tx,
    ctx.member.workspaceId,
    { kind: "member", id: ctx.member.id },
    "ticket_snoozed",
    { conversationId: ticket.conversation_id, ticketId: ticket.id, contactId: ticket.contact_id },
    { until: ticket.snoozed_until },
    { until: input.until },
  );
  return DONE;
}

export async function wake(ctx: Context, input: Actions["ticket.wake"]): Promise<Outcome> {
  const seen = await ticketToMove(ctx, input.ticketId, "chat.take");
  if (!seen.ok) return seen.outcome;
  if (seen.ticket.snoozed_until === null) return refused("not_snoozed");
  await wakeUp(placeOf(ctx, seen), { kind: "member", id: ctx.member.id }, "member");
  return DONE;
}
