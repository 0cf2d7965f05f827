import { type Automation, SILENT } from "@domain/automation.ts";
import { type Calendar, type Holiday, type Hours, stateAt } from "@domain/hours.ts";
import type { MessageOrigin } from "@domain/message.ts";

/** What a connection says by itself, and when it is open: its own hours, else the workspace's. */
export type House = { automation: Automation; calendar: Calendar };
export type HouseRow = {
  automation: Automation | null;
  time_zone: string;
  hours: Hours | null;
  holidays: Holiday[];
};

export function houseOf({ automation, time_zone: timeZone, hours, holidays }: HouseRow): House {
  const own = automation ?? SILENT;
  return { automation: own, calendar: { timeZone, hours: own.hours ?? hours, holidays } };
}

/** What who writes now is told because nobody is there (AUT-02, AUT-03); undefined when open, or with nothing to say. */
export function awayWords(house: House, at: number): { text: string; origin: MessageOrigin } | undefined {
  const state = stateAt(house.calendar, at);
  if (state.open) return undefined;
  const holiday = state.holiday?.message.trim();
  if (holiday) return { text: holiday, origin: "holiday" };
  const text = house.automation.outOfHours.trim();
  return text ? { text, origin: "out_of_hours" } : undefined;
}
