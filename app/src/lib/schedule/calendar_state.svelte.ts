import "#lib/live/schedule.svelte.ts";
import { type Day, dayOf, minutesOf, monthOf, plusDays, plusMonthsDay, weekOf } from "@domain/calendar.ts";
import { LATE_MS, needsFallback } from "@domain/schedule.ts";
import type { Desk, Schedule, ScheduledItem } from "#lib/live/desk_api.ts";
import { toasts } from "#lib/ui/toast/toasts.svelte.ts";
import { m } from "../../paraglide/messages.js";
import { firstWeekday, longMoment, zoneOf } from "./when.ts";

export const VIEWS = ["month", "week", "day", "agenda"] as const;
export type CalendarView = typeof VIEWS[number];
/** An item where it stands on the workspace's wall. */
export type Placed = { item: ScheduledItem; day: Day; minutes: number };

const KEY = "schedule:view";

/** SCH-01: what of the schedule is looked at, and moving in it. */
export class CalendarState {
  readonly schedule: Schedule;
  view = $state<CalendarView>("month");
  day = $state<Day>("");
  onlyMine = $state(false);
  /** Opened: to look at, or to be changed first because it cannot stand as it was dropped. */
  opened = $state.raw<{ item: ScheduledItem; edit: boolean; at?: number }>();
  /** The day a chip is being carried over. */
  over = $state<Day>();
  said = $state("");

  constructor(readonly desk: Desk, isNarrow: boolean) {
    this.schedule = desk.schedule();
    const kept = VIEWS.find((view) => view === localStorage.getItem(KEY));
    this.view = kept ?? (isNarrow ? "agenda" : "month");
    this.day = this.today;
  }

  zone = $derived.by(() => zoneOf(this.desk));
  today = $derived.by(() => dayOf(this.desk.now, this.zone));
  items = $derived.by<Placed[]>(() =>
    this.schedule.items
      .filter((item) => item.status !== "cancelled" && (!this.onlyMine || item.member_id === this.desk.me.id))
      .map((item) => {
        const at = Date.parse(item.due_at);
        return { item, day: dayOf(at, this.zone), minutes: minutesOf(at, this.zone) };
      })
  );
  byDay = $derived.by(() => Map.groupBy(this.items, (placed) => placed.day));
  weeks = $derived.by(() => monthOf(this.day, firstWeekday()));
  days = $derived.by(() => (this.view === "day" ? [this.day] : weekOf(this.day, firstWeekday())));

  show(view: CalendarView, day = this.day): void {
    this.view = view;
    this.day = day;
    localStorage.setItem(KEY, view);
  }
  step(by: 1 | -1): void {
    if (this.view === "month") this.day = plusMonthsDay(`${this.day.slice(0, 7)}-01`, by);
    else this.day = plusDays(this.day, by * (this.view === "day" ? 1 : 7));
  }

  /** Moves what waits; what has passed, or would need a template, is not moved there blindly. */
  move({ item }: Pick<Placed, "item">, at: number): void {
    const was = item.due_at;
    if (item.status !== "scheduled" || at === Date.parse(was)) return;
    if (at < this.desk.now - LATE_MS) {
      this.said = m.schedule_fault_past();
      return;
    }
    const isFree = item.kind !== "template" && item.kind !== "flow" && !item.fallback;
    if (isFree && item.conversation && needsFallback(item.conversation, at)) {
      this.opened = { item, edit: true, at };
      return;
    }
    this.#act(item, new Date(at).toISOString());
    this.said = m.schedule_moved({ when: longMoment(at, this.zone) });
    toasts.undoable({ text: this.said, undo: () => this.#act(item, was) });
  }

  #act(item: ScheduledItem, dueAt: string): void {
    const { id: scheduleId, conversation_id: conversationId } = item;
    void this.desk.act({ type: "schedule.move", scheduleId, conversationId, dueAt });
  }
}
