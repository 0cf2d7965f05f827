import type { Priority } from "@domain/ticket.ts";
import type { Row } from "@domain/rows.ts";
import { type Locale, money, number, shortDate } from "#lib/i18n/format.ts";
import { m } from "../../../paraglide/messages.js";

export type FieldShape = {
  key: string;
  name: string;
  type: Row<"custom_fields">["type"];
  options: { value: string; label: string }[];
};

const PRIORITY = {
  low: m.inbox_priority_low,
  normal: m.inbox_priority_normal,
  high: m.inbox_priority_high,
  urgent: m.inbox_priority_urgent,
} satisfies Record<Priority, () => string>;

export const priorityName = (priority: Priority) => PRIORITY[priority]();

/** What people read. */
export function shownValue(field: FieldShape, value: string, locale: Locale, now: Date): string {
  if (value === "") return "";
  if (field.type === "money") return money(locale, Math.round(Number(value) * 100));
  if (field.type === "number") return number(locale, Number(value), 6);
  if (field.type === "date") return shortDate(locale, new Date(`${value}T12:00:00`), now);
  return field.options.find((option) => option.value === value)?.label ?? value;
}

/** What people type, to edit: `620000,00`. */
export function typedValue(field: FieldShape, value: string, locale: Locale): string {
  const isNumber = field.type === "money" || field.type === "number";
  return isNumber && locale === "pt-BR" ? value.replace(".", ",") : value;
}

/**
 * What is stored, or undefined when it cannot be read. Money and numbers are decimal strings; `1.234,5` and `1234.5`
 * are both understood.
 */
export function parsedValue(field: FieldShape, text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed === "" || (field.type !== "money" && field.type !== "number")) return trimmed;
  const bare = trimmed.replace(/[R$\s]/g, "");
  const decimal = bare.includes(",")
    ? bare.replaceAll(".", "").replace(",", ".")
    : /^\d{1,3}(\.\d{3})+$/.test(bare)
    ? bare.replaceAll(".", "")
    : bare;
  if (!/^-?\d+(\.\d+)?$/.test(decimal)) return undefined;
  return field.type === "money" ? Number(decimal).toFixed(2) : decimal;
}
