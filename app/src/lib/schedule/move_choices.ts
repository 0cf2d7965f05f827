import { dayOf, minutesOf, momentOf, plusDays } from "@domain/calendar.ts";
import type { MenuItem } from "#lib/ui/menu/menu_item.ts";
import { m } from "../../paraglide/messages.js";
import { presets } from "./schedule_form.svelte.ts";
import { shortMoment } from "./when.ts";

type Choices = {
  /** When it would leave now. */
  dueAt: number;
  now: number;
  zone: string;
  onmove: (at: number) => void;
  onother: () => void;
};

/** The moments a scheduled message is moved to most, for whoever does not carry it there. */
export function moveChoices({ dueAt, now, zone, onmove, onother }: Choices): MenuItem[] {
  const later = (days: number) => momentOf(plusDays(dayOf(dueAt, zone), days), minutesOf(dueAt, zone), zone);
  const to = (label: string, at: number) => ({ label, onselect: () => onmove(at) });
  const [tomorrow, nextWeek] = [later(1), later(7)];
  return [
    ...presets(now, zone).map(({ label, at }) => to(label, at)),
    "separator",
    to(m.schedule_day_later({ when: shortMoment(tomorrow, zone) }), tomorrow),
    to(m.schedule_week_later({ when: shortMoment(nextWeek, zone) }), nextWeek),
    "separator",
    { label: m.schedule_move_other(), onselect: onother },
  ];
}
