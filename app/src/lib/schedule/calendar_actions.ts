import type { Action } from "#lib/action.ts";
import CalendarDays from "@lucide/svelte/icons/calendar-days";
import ChevronLeft from "@lucide/svelte/icons/chevron-left";
import ChevronRight from "@lucide/svelte/icons/chevron-right";
import Plus from "@lucide/svelte/icons/plus";
import { m } from "../../paraglide/messages.js";
import type { CalendarState } from "./calendar_state.svelte.ts";
import type { Target } from "./schedule_form.svelte.ts";

/** A message being scheduled from the calendar: the moment that was pointed at, then to whom. */
export type NewAt = { at: number | undefined; target: Target | undefined };

/** Everything that can be done with the calendar; the keys and the palette read this list. */
export function calendarActions(calendar: CalendarState, start: () => void): Action[] {
  const action = (one: Omit<Action, "group">): Action => ({ ...one, group: "list" });
  return [
    action({ id: "schedule_new", title: m.schedule_new(), icon: Plus, keys: "N", run: start }),
    action({
      id: "schedule_next",
      title: m.schedule_next(),
      icon: ChevronRight,
      keys: "J",
      run: () => calendar.step(1),
    }),
    action({
      id: "schedule_previous",
      title: m.schedule_previous(),
      icon: ChevronLeft,
      keys: "K",
      run: () => calendar.step(-1),
    }),
    action({
      id: "schedule_today",
      title: m.schedule_today(),
      icon: CalendarDays,
      keys: "T",
      run: () => (calendar.day = calendar.today),
    }),
    ...([["month", m.schedule_view_month()], ["week", m.schedule_view_week()], ["day", m.schedule_view_day()], [
      "agenda",
      m.schedule_view_agenda(),
    ]] as const).map(([view, title], at) =>
      action({
        id: `schedule_view_${view}`,
        title,
        icon: CalendarDays,
        keys: String(at + 1),
        run: () => calendar.show(view),
      })
    ),
  ];
}
