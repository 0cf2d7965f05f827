import type { Actions } from "@domain/action.ts";
import type { TicketMove } from "@domain/ticket.ts";
import { greetFromDepartment } from "../../automatic/department_greeting.ts";
import { type Context, type Outcome, refused } from "../context.ts";
import { moveTicket, placeOf } from "./move_ticket.ts";
import { ticketToMove } from "./ticket_access.ts";

/**
 * ASG-02 to ASG-04, ASG-08, X-09: to an agent clears the department, to a department clears the agent,
 * both chosen together are both kept.
 */
export async function transfer(ctx: Context, input: Actions["ticket.transfer"]): Promise<Outcome> {
  const { agentId, departmentId } = input;
  if (agentId === null && departmentId === null) {
    return refused("bad_input", { field: "agentId", reason: "agent or department" });
  }
  const seen = await ticketToMove(ctx, input.ticketId, "chat.transfer");
  if (!seen.ok) return seen.outcome;
  if (agentId !== null) {
    const [agent] = await ctx.tx`select id from members where id = ${agentId} and status = 'active'`;
    if (!agent) return refused("not_found", { what: "member" });
  }
  if (departmentId !== null) {
    const [department] = await ctx.tx`select id from departments where id = ${departmentId} and deleted_at is null`;
    if (!department) return refused("not_found", { what: "department" });
  }
  const outcome = await moveTicket(ctx, seen.ticket, target(agentId, departmentId));
  // QUE-09: who is sent on to a department is greeted there.
  if (outcome.ok && departmentId !== null && departmentId !== seen.ticket.department_id) {
    await greetFromDepartment({ ...placeOf(ctx, seen), ticket: { ...seen.ticket, department_id: departmentId } });
  }
  return outcome;
}

function target(agentId: string | null, departmentId: string | null): TicketMove {
  if (agentId === null) return { type: "forward_department", departmentId: departmentId! };
  if (departmentId === null) return { type: "forward_agent", agentId };
  return { type: "transfer", agentId, departmentId };
}
