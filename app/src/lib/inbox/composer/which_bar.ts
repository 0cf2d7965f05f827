import { isGroup } from "@domain/group.ts";
import type { Desk } from "#lib/live/desk_api.ts";
import type { TicketView } from "../page/ticket_view.svelte.ts";

export type BarKind =
  | "newer"
  | "group_removed"
  | "closed"
  | "blocked"
  | "connection_off"
  | "not_yours"
  | "lost"
  | "peek"
  | "window";

/** What stands where one would write; undefined: one writes. The first reason that holds wins. */
export function barFor(view: TicketView, desk: Desk): BarKind | undefined {
  const { ticket, contact, conversation } = view;
  if (!ticket || !conversation) return undefined;
  if (view.newer) return "newer";
  if (ticket.status === "closed") return isGroup(conversation) ? "group_removed" : "closed";
  if (contact?.blocked_at) return "blocked";
  if (desk.config.connections.get(conversation.connection_id)?.status === "off") return "connection_off";
  if (lost(view)) return "lost";
  if (!view.mayAnswer) return "not_yours";
  if (view.peeking) return "peek";
  return view.window.kind === "closed" ? "window" : undefined;
}

/** My take came second: who has it, until I say that I saw it. */
export function lost(view: TicketView) {
  return view.problems.find((one) =>
    one.action.type === "ticket.take" && one.code === "already_assigned" && one.ticketId === view.ticketId
  );
}
