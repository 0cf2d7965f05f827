import type { Actions } from "@domain/action.ts";
import { isGroup } from "@domain/group.ts";
import { can } from "@domain/policy.ts";
import { type Context, type Outcome, refused } from "../context.ts";
import { moveTicket } from "./move_ticket.ts";
import { ticketInSight } from "./ticket_access.ts";

/** the first one accepted wins; the other is told who has it. Taking keeps the department (ASG-06). */
export async function take(ctx: Context, input: Actions["ticket.take"]): Promise<Outcome> {
  if (!can(ctx.member, "chat.take")) return refused("forbidden", { permission: "chat.take" });
  const seen = await ticketInSight(ctx, input.ticketId);
  if (!seen.ok) return seen.outcome;
  if (isGroup(seen.conversation)) return refused("not_in_group");
  if (seen.ticket.agent_id === ctx.member.id && seen.ticket.status === "in_progress") return { ok: true };
  return await moveTicket(ctx, seen.ticket, { type: "assume", agentId: ctx.member.id });
}
