/** The ticket's state machine and the views over it: features.md D.2, X-01 to X-09. */
import * as z from "zod/mini";
import { type Actor, can } from "./policy.ts";

export const TICKET_STATUSES = ["bot", "waiting", "in_progress", "paused", "closed"] as const;
export const TicketStatusSchema = /* @__PURE__ */ z.enum(TICKET_STATUSES);
export type TicketStatus = typeof TICKET_STATUSES[number];

export const PRIORITIES = ["low", "normal", "high", "urgent"] as const;
export type Priority = typeof PRIORITIES[number];

/** A custom field in the closing dialog (CLS-17, CLS-18). */
export const AT_CLOSING = ["none", "optional", "mandatory"] as const;
export type AtClosing = typeof AT_CLOSING[number];
/** What a message of the contact does to a scheduled closing (CLS-05, CLS-06, X-22). */
export const ON_REPLY = ["cancel", "keep"] as const;
export type OnReply = typeof ON_REPLY[number];

/** What decides where a ticket stands. */
export type TicketState = {
  status: TicketStatus;
  agent_id: string | null;
  department_id: string | null;
  archived_at: string | null;
  /** Put away until then: out of the working views. */
  snoozed_until: string | null;
};

export type TicketMove =
  | { type: "assume"; agentId: string }
  | { type: "forward_agent"; agentId: string }
  | { type: "forward_department"; departmentId: string }
  /** The transfer dialog may choose both; then both are kept. */
  | { type: "transfer"; agentId: string; departmentId: string }
  | { type: "return_to_queue" }
  | { type: "pause" }
  | { type: "resume" }
  | { type: "close" }
  /** CLS-20, CLS-22, X-03: into the trash; an open one is closed by it. */
  | { type: "archive"; at: string }
  | { type: "restore" }
  | { type: "reopen"; agentId?: string | undefined };

export type MoveRefusal =
  | "ticket_closed"
  | "ticket_not_closed"
  | "already_assigned"
  | "not_in_progress"
  | "not_paused"
  | "ticket_archived"
  | "ticket_not_archived";

/**
 * The next state, or why the move is not possible from here. Pure: permission, clock and effects are the action's.
 * ASG-04 forwarding to an agent clears the department; ASG-06 taking keeps it; CLS-01 closing clears both.
 */
export function move(
  state: TicketState,
  to: TicketMove,
): { ok: true; state: TicketState } | { ok: false; code: MoveRefusal } {
  // Who moves a ticket has it in hand: it is put away no more. Pausing one says nothing of when it is looked at again.
  const snoozed_until = to.type === "pause" || to.type === "resume" ? state.snoozed_until : null;
  const next = (change: Partial<TicketState>) => ({
    ok: true as const,
    state: { ...state, snoozed_until, ...change },
  });
  const refuse = (code: MoveRefusal) => ({ ok: false as const, code });
  if (to.type === "reopen") {
    if (state.status !== "closed") return refuse("ticket_not_closed");
    return next(
      to.agentId
        ? { status: "in_progress", agent_id: to.agentId, archived_at: null }
        : { status: "waiting", agent_id: null, archived_at: null },
    );
  }
  if (to.type === "restore") {
    return state.archived_at === null ? refuse("ticket_not_archived") : next({ archived_at: null });
  }
  if (to.type === "archive") {
    if (state.archived_at !== null) return refuse("ticket_archived");
    return next({ status: "closed", agent_id: null, department_id: null, archived_at: to.at });
  }
  if (state.status === "closed") return refuse("ticket_closed");
  switch (to.type) {
    case "assume":
      if (state.agent_id !== null && state.agent_id !== to.agentId) return refuse("already_assigned");
      return next({ status: "in_progress", agent_id: to.agentId });
    case "forward_agent":
      return next({ status: "in_progress", agent_id: to.agentId, department_id: null });
    case "forward_department":
      return next({ status: "waiting", agent_id: null, department_id: to.departmentId });
    case "transfer":
      return next({ status: "in_progress", agent_id: to.agentId, department_id: to.departmentId });
    case "return_to_queue":
      if (state.status !== "in_progress" && state.status !== "paused") return refuse("not_in_progress");
      return next({ status: "waiting", agent_id: null });
    case "pause":
      return state.status === "in_progress" ? next({ status: "paused" }) : refuse("not_in_progress");
    case "resume":
      return state.status === "paused" ? next({ status: "in_progress" }) : refuse("not_paused");
    case "close":
      return next({ status: "closed", agent_id: null, department_id: null });
  }
}

export const VIEWS = [
  "abertos",
  "meus",
  "em_atendimento",
  "aguardando",
  "no_bot",
  "adiados",
  "resolvidos",
  "grupos",
  "todos",
  "lixeira",
] as const;
export type View = typeof VIEWS[number];

/**
 * Is this ticket in the view for this member? (D.2 view predicates; sight itself is `canSeeConversation`.) Groups stand
 * apart from the attending (STS-12, X-32): in their own view while they are added, and in no other.
 */
export function inView(view: View, ticket: TicketState, actor: Actor, isGroup = false): boolean {
  if (isGroup || view === "grupos") return isGroup && view === "grupos" && ticket.status !== "closed";
  if (ticket.archived_at !== null) return view === "lixeira";
  if (ticket.snoozed_until !== null && view !== "todos") return view === "adiados";
  const open = ticket.status === "waiting" || ticket.status === "in_progress" || ticket.status === "paused";
  switch (view) {
    case "todos":
      return true;
    case "abertos":
      if (!open) return false;
      if (ticket.department_id === null) return ticket.agent_id === null;
      return actor.departmentIds.includes(ticket.department_id) || can(actor, "chat.viewOtherDepartmentsOpen");
    case "meus":
      return ticket.agent_id === actor.id && ticket.status !== "closed";
    case "em_atendimento":
      return ticket.agent_id !== null && ticket.status !== "closed";
    case "aguardando":
      return ticket.status === "waiting";
    case "no_bot":
      return ticket.status === "bot";
    case "adiados":
      return false;
    case "resolvidos":
      return ticket.status === "closed";
    case "lixeira":
      return false;
  }
}
