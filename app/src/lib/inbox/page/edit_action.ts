import FilePen from "@lucide/svelte/icons/file-pen";
import type { Action } from "#lib/action.ts";
import { m } from "../../../paraglide/messages.js";
import type { TicketView } from "./ticket_view.svelte.ts";

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
