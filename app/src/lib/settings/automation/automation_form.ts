import { type Automation, SILENT } from "@domain/automation.ts";
import { isRight } from "../hours/week.ts";

/** As typed: numbers are text until they are saved. */
type Numbers = "noticeMinutes" | "closeMinutes" | "ratingMax" | "ratingMinutes";
export type AutomationValues = Omit<Automation, Numbers> & Record<Numbers, string>;
export const NUMBERS = {
  noticeMinutes: { least: 0, most: 43_200 },
  closeMinutes: { least: 0, most: 43_200 },
  ratingMax: { least: 1, most: 100 },
  ratingMinutes: { least: 1, most: 10_080 },
} satisfies Record<Numbers, { least: number; most: number }>;

export function automationValues(automation: Automation | null): AutomationValues {
  const { noticeMinutes, closeMinutes, ratingMax, ratingMinutes, ...rest } = automation ?? SILENT;
  return {
    ...structuredClone(rest),
    noticeMinutes: String(noticeMinutes),
    closeMinutes: String(closeMinutes),
    ratingMax: String(ratingMax),
    ratingMinutes: String(ratingMinutes),
  };
}

/** Fields whose number cannot be read or is out of bounds. */
export function wrongNumbers(values: AutomationValues): Numbers[] {
  return (Object.keys(NUMBERS) as Numbers[]).filter((key) => {
    const text = values[key].trim();
    const { least, most } = NUMBERS[key];
    return !/^\d{1,5}$/.test(text) || Number(text) < least || Number(text) > most;
  });
}

export function hoursAreRight({ hours }: AutomationValues): boolean {
  return hours === null || isRight(hours);
}

export function automationOf(values: AutomationValues): Automation {
  return {
    ...values,
    noticeMinutes: Number(values.noticeMinutes),
    closeMinutes: Number(values.closeMinutes),
    ratingMax: Number(values.ratingMax),
    ratingMinutes: Number(values.ratingMinutes),
  };
}
