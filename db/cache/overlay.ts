/**
 * What rows will look like once the pending actions have run: pure, so that every screen shows the same whether the
 * network is there or not. The server decides; what it refuses simply stops being laid over.
 */
import type { Action, Actions } from "@domain/action.ts";
import { type Direction, preview } from "@domain/message.ts";
import type { Row } from "@domain/rows.ts";
import { move, type TicketMove } from "@domain/ticket.ts";
import { started } from "./overlay_start.ts";
import { bodyOf, kindOf, type Pending } from "./overlay_messages.ts";

export type Place = {
  conversation: Row<"conversations"> | undefined;
  ticket: Row<"tickets"> | undefined;
  contact: Row<"contacts"> | undefined;
};

/** A conversation, its latest ticket and its contact with `pending` applied in order. `me` is the author of them all. */
export function overlayPlace(base: Place, pending: readonly Pending[], me: string): Place {
  let place = base;
  for (const { action, held } of pending) {
    if (!held) place = applyAction(place, action, me);
  }
  return place;
}

function applyAction(place: Place, action: Action, me: string): Place {
  const { conversation, ticket } = place;
  switch (action.type) {
    case "ticket.take":
      return moved(place, action, { type: "assume", agentId: me });
    case "ticket.transfer":
      return moved(place, action, transferMove(action));
    case "ticket.return":
      return moved(place, action, { type: "return_to_queue" });
    case "ticket.pause":
      return moved(place, action, { type: "pause" });
    case "ticket.resume":
      return moved(place, action, { type: "resume" });
    case "ticket.close":
      return closed(place, action, me);
    case "ticket.cancel_closing":
      return changed(place, action.ticketId, NO_CLOSING);
    case "ticket.snooze":
      return snoozed(place, action, me);
    case "ticket.wake":
      return changed(place, action.ticketId, AWAKE);
    case "conversation.pin":
      return pinned(place, action, me);
    case "ticket.archive":
      return archived(place, action, me);
    case "ticket.restore":
      return moved(place, action, { type: "restore" });
    case "ticket.forward_to_flow":
      return moved(place, action, { type: "close" }, { closed_at: action.composedAt, closed_by: me });
    case "ticket.move_channel":
      return moved(place, action, { type: "close" }, { closed_at: action.composedAt, closed_by: me });
    case "ticket.reopen":
      return moved(place, action, { type: "reopen", agentId: action.assume ? me : undefined }, {
        closed_at: null,
        closed_by: null,
      });
    case "board.place":
      return placed(place, action);
    case "ticket.follow":
      return followed(place, action, me);
    case "ticket.open":
      return !action.peek && conversation ? { ...place, conversation: { ...conversation, unread: 0 } } : place;
    case "conversation.read":
      return conversation ? { ...place, conversation: { ...conversation, unread: 0 } } : place;
    case "conversation.unread":
      return conversation
        ? { ...place, conversation: { ...conversation, unread: Math.max(1, conversation.unread) } }
        : place;
    case "message.send":
      return written(answered(place, me), action, "out");
    case "message.internal":
      return written(place, action, "internal");
    case "conversation.start":
      return conversation && ticket ? place : started(place, action, me);
    default:
      return place;
  }
}

const AWAKE = { snoozed_until: null, snoozed_by: null };
const NO_CLOSING = { closing_at: null, closing_on_reply: null, closing_message: null, closing_by: null };

/** CLS-04: scheduled, or now; with what was filled in. */
function closed(place: Place, action: Actions["ticket.close"], me: string): Place {
  const { ticket } = place;
  if (!ticket || ticket.id !== action.ticketId || ticket.status === "closed") return place;
  const fields = { ...ticket.fields };
  for (const [key, value] of Object.entries(action.fields ?? {})) {
    if (value === null) delete fields[key];
    else if (value !== "") fields[key] = value;
  }
  if (action.after === undefined) {
    const after = moved(place, action, { type: "close" }, { fields, closed_at: action.composedAt, closed_by: me });
    return action.archive ? archived(after, action, me) : after;
  }
  return changed(place, ticket.id, {
    fields,
    closing_at: new Date(Date.parse(action.composedAt) + action.after * 60_000).toISOString(),
    closing_on_reply: action.onReply ?? "cancel",
    closing_message: action.message,
    closing_by: me,
  });
}

function followed(place: Place, { ticketId, on }: Actions["ticket.follow"], me: string): Place {
  const others = (place.ticket?.follower_ids ?? []).filter((id) => id !== me);
  return changed(place, ticketId, { follower_ids: on ? [...others, me] : others });
}

/** KAN-04. */
function placed(place: Place, { ticketId, boardId, columnId }: Actions["board.place"]): Place {
  const { [boardId]: _before, ...places } = place.ticket?.places ?? {};
  if (columnId !== null) places[boardId] = columnId;
  return changed(place, ticketId, { places });
}

function snoozed(place: Place, action: Actions["ticket.snooze"], me: string): Place {
  if (place.ticket?.status === "closed") return place;
  return changed(place, action.ticketId, { snoozed_until: action.until, snoozed_by: me });
}

function pinned(place: Place, { pinned }: Actions["conversation.pin"], me: string): Place {
  const { conversation } = place;
  if (!conversation) return place;
  const others = conversation.pinned_by.filter((id) => id !== me);
  return { ...place, conversation: { ...conversation, pinned_by: pinned ? [...others, me] : others } };
}

function archived(place: Place, action: { ticketId: string; composedAt: string }, me: string): Place {
  const at = place.ticket?.closed_at ?? action.composedAt;
  const by = place.ticket?.closed_at ? place.ticket.closed_by : me;
  return moved(place, action, { type: "archive", at: action.composedAt }, { closed_at: at, closed_by: by });
}

function changed(place: Place, ticketId: string, change: Partial<Row<"tickets">>): Place {
  const { ticket } = place;
  return ticket?.id === ticketId ? { ...place, ticket: { ...ticket, ...change } } : place;
}

function transferMove(action: Actions["ticket.transfer"]): TicketMove | undefined {
  if (action.agentId !== null && action.departmentId !== null) {
    return { type: "transfer", agentId: action.agentId, departmentId: action.departmentId };
  }
  if (action.agentId !== null) return { type: "forward_agent", agentId: action.agentId };
  return action.departmentId === null ? undefined : { type: "forward_department", departmentId: action.departmentId };
}

/** A move the machine does not allow leaves everything as it is: the server will say why. */
function moved(
  place: Place,
  action: { ticketId: string; composedAt: string },
  to: TicketMove | undefined,
  change: Partial<Row<"tickets">> = {},
): Place {
  const { ticket, conversation } = place;
  if (!ticket || !to || ticket.id !== action.ticketId) return place;
  const result = move(ticket, to);
  if (!result.ok) return place;
  const next = { ...ticket, ...result.state, ...change };
  if (next.status === "waiting" && ticket.status !== "waiting") next.queued_at = action.composedAt;
  if (next.status === "in_progress" && next.started_at === null) next.started_at = action.composedAt;
  if (next.status === "closed" && ticket.status !== "closed") {
    Object.assign(next, NO_CLOSING);
    // the last ones stay known, and the conversation's sight keeps hanging on them.
    next.last_agent_id = ticket.agent_id ?? ticket.last_agent_id;
    next.last_department_id = ticket.department_id ?? ticket.last_department_id;
  }
  const at = next.status === "closed"
    ? { agent_id: next.last_agent_id, department_id: next.last_department_id }
    : { agent_id: next.agent_id, department_id: next.department_id };
  return { ...place, ticket: next, conversation: conversation && { ...conversation, ...at } };
}

/** ASG-05: answering takes a ticket nobody has; X-34: and resumes a paused one. */
function answered(place: Place, me: string): Place {
  const { ticket, conversation } = place;
  // A group is everybody's: answering takes nothing.
  if (!ticket || ticket.status === "closed" || conversation?.group_id) return place;
  const action = { ticketId: ticket.id, composedAt: ticket.started_at ?? ticket.opened_at };
  if (ticket.status === "paused") return moved(place, action, { type: "resume" });
  return ticket.agent_id === null ? moved(place, action, { type: "assume", agentId: me }) : place;
}

function written(
  place: Place,
  action: Actions["message.send"] | Actions["message.internal"],
  direction: Direction,
): Place {
  const { conversation } = place;
  if (!conversation) return place;
  // The fact itself may have come already, and newer ones after it.
  const { last_message_id, last_message_at } = conversation;
  if (last_message_id === action.messageId) return place;
  if (last_message_at !== null && Date.parse(last_message_at) > Date.parse(action.composedAt)) return place;
  return {
    ...place,
    conversation: {
      ...conversation,
      last_message_id: action.messageId,
      last_message_at: action.composedAt,
      last_direction: direction,
      last_kind: kindOf(action),
      last_status: direction === "out" ? "queued" : "received",
      last_preview: preview(bodyOf(action)),
      last_sender: null,
      unread: 0,
      waiting_since: direction === "out" ? null : conversation.waiting_since,
    },
  };
}
