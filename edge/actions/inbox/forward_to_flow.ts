import type { Actions } from "@domain/action.ts";
import type { FlowStep } from "@domain/flow_step.ts";
import { whyNotFreely, whyUnreachable } from "../../facts/reachable.ts";
import { record } from "../../facts/record.ts";
import { fireFlow } from "../../flow/fire_flow.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { moveTicket, placeOf } from "./move_ticket.ts";
import { ticketToMove } from "./ticket_access.ts";

/**
 * ASG-09, FLW-20: closes the ticket, without a closing message, and fires the flow's messages at the contact. Whoever
 * may close may do it. All or nothing: when the contact cannot be written to now, the ticket stays open
 * (`window_closed`, `contact_blocked`, `connection_off`); a flow that is not active or was deleted is `flow_off`.
 */
export async function forwardToFlow(ctx: Context, input: Actions["ticket.forward_to_flow"]): Promise<Outcome> {
  const seen = await ticketToMove(ctx, input.ticketId, "chat.close");
  if (!seen.ok) return seen.outcome;
  const { conversation, ticket } = seen;
  // First, so that a closed ticket says who closed it; a refusal below undoes it (run.ts).
  const closed = await moveTicket(ctx, ticket, { type: "close" });
  if (!closed.ok) return closed;
  const [flow] = await ctx.tx<{ name: string; on: boolean; steps: FlowStep[] }[]>`
    select name, active and deleted_at is null as on, steps from flows where id = ${input.flowId}`;
  if (!flow) return refused("not_found", { what: "flow" });
  if (!flow.on) return refused("flow_off", { name: flow.name });
  const unreachable = await whyUnreachable(ctx.tx, conversation) ?? whyNotFreely(conversation);
  if (unreachable) return unreachable;

  await record(
    ctx.tx,
    ctx.member.workspaceId,
    { kind: "member", id: ctx.member.id },
    "ticket_forwarded_to_flow",
    { conversationId: conversation.id, ticketId: ticket.id, contactId: conversation.contact_id },
    {},
    { flowId: input.flowId, name: flow.name },
  );
  await fireFlow(placeOf(ctx, seen), { id: input.flowId, ...flow });
  return DONE;
}
