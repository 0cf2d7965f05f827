import { isGroup } from "@domain/group.ts";
import type { Action } from "#lib/action.ts";
import AlarmClock from "@lucide/svelte/icons/alarm-clock";
import AlarmClockOff from "@lucide/svelte/icons/alarm-clock-off";
import Pin from "@lucide/svelte/icons/pin";
import PinOff from "@lucide/svelte/icons/pin-off";
import { m } from "../../../paraglide/messages.js";
import type { TicketView } from "./ticket_view.svelte.ts";

/** Where the open ticket stands in the list: on top (INB-15), or away for a while. */
export function listPlaceActions(view: TicketView, leave: () => void): Action[] {
  const { ticket, conversation } = view;
  if (!ticket || !conversation) return [];
  const isPinned = conversation.pinned_by.includes(view.desk.me.id);
  const pin: Action = {
    id: "pin",
    group: "ticket",
    title: isPinned ? m.inbox_action_unpin() : m.inbox_action_pin(),
    icon: isPinned ? PinOff : Pin,
    keys: "Shift P",
    run: () => view.pin(!isPinned),
  };
  if (isGroup(conversation)) return [pin];
  const reason = ticket.status === "closed" ? m.inbox_reason_closed() : view.refusal("chat.take");
  const isAway = ticket.snoozed_until !== null;
  const snooze: Action = {
    id: "snooze",
    group: "ticket",
    title: isAway ? m.inbox_action_snooze_other() : m.inbox_action_snooze(),
    icon: AlarmClock,
    keys: "H",
    reason,
    run: () => (view.dialog = "snooze"),
  };
  const wake: Action = {
    id: "wake",
    group: "ticket",
    title: m.inbox_action_wake(),
    icon: AlarmClockOff,
    reason,
    run() {
      view.wake();
      leave();
    },
  };
  return [pin, snooze, ...(isAway ? [wake] : [])];
}
