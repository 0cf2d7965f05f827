import FilePen from "@lucide/svelte/icons/file-pen";
import Waypoints from "@lucide/svelte/icons/waypoints";
import type { Action } from "#lib/action.ts";
import { m } from "../../../paraglide/messages.js";
import type { TicketView } from "./ticket_view.svelte.ts";

/** ASG-14: to another of our connections. */
export function channelAction(view: TicketView): Action {
  const elsewhere = [...view.desk.config.connections.values()].some(
    (one) => !one.deleted_at && one.status === "active" && one.id !== view.ticket?.connection_id,
  );
  return {
    id: "channel",
    title: m.inbox_action_channel(),
    icon: Waypoints,
    group: "ticket",
    reason: view.refusal("chat.transfer") ?? (elsewhere ? undefined : m.inbox_channel_none()),
    run: () => (view.dialog = "channel"),
  };
}

/** CNV-08, CNV-12: everything about the ticket in one form. */
export function editAction(view: TicketView): Action {
  return {
    id: "edit",
    title: m.inbox_action_edit(),
    icon: FilePen,
    group: "ticket",
    keys: "Shift E",
    run: () => (view.dialog = "edit"),
  };
}
