import { shownCpf, toCpf } from "@domain/contact.ts";
import { toE164 } from "@domain/phone.ts";
import type { Priority } from "@domain/ticket.ts";
import type { Row } from "@domain/rows.ts";
import { phone as shownPhone } from "#lib/i18n/phone.ts";
import { type Locale, money, number, shortDate } from "#lib/i18n/format.ts";
import { m } from "../../../paraglide/messages.js";

export type FieldShape = {
  key: string;
  name: string;
  /** Those of custom fields, and what only a contact's own data are. */
  type: Row<"custom_fields">["type"] | "cpf" | "email" | "phone" | "name";
  options: { value: string; label: string }[];
};

/** Where the values of a list of fields lie: a ticket's document, or a contact's row. */
export interface FieldHolder {
  field(key: string): string;
  setField(key: string, value: string): void;
  /** Which colleague has this field open. */
  editor(key: string): string | undefined;
  /** Tells colleagues which field I have open. */
  edit(key: string | null): void;
  /** Why nothing here can be changed. */
  readonly reason?: string | undefined;
}

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
  if (field.type === "boolean") return value === "yes" ? m.contacts_yes() : m.contacts_no();
  if (field.type === "cpf") return shownCpf(value);
  if (field.type === "phone") return shownPhone(value);
  if (field.type === "date") return shortDate(locale, new Date(`${value}T12:00:00`), now);
  return field.options.find((option) => option.value === value)?.label ?? value;
}

/** What people type, to edit: `620000,00`. */
export function typedValue(field: FieldShape, value: string, locale: Locale): string {
  if (field.type === "phone" || field.type === "cpf") return shownValue(field, value, locale, new Date());
  const isNumber = field.type === "money" || field.type === "number";
  return isNumber && locale === "pt-BR" ? value.replace(".", ",") : value;
}

/**
 * What is stored, or undefined when it cannot be read (`badText` says why). Money and numbers are decimal strings; `1.234,5` and `1234.5`
 * are both understood.
 */
export function parsedValue(field: FieldShape, text: string): string | undefined {
  const trimmed = text.trim();
  if (field.type === "name") return trimmed || undefined;
  if (trimmed !== "" && field.type === "cpf") return toCpf(trimmed);
  if (trimmed !== "" && field.type === "phone") return toE164(trimmed);
  if (trimmed !== "" && field.type === "email") {
    return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(trimmed) ? trimmed : undefined;
  }
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

/** What is wrong with what was typed, and what to do. */
export function badText(field: FieldShape): string {
  switch (field.type) {
    case "cpf":
      return m.contacts_bad_cpf();
    case "email":
      return m.contacts_bad_email();
    case "phone":
      return m.contacts_bad_phone();
    case "name":
      return m.contacts_bad_name();
    default:
      return m.inbox_field_bad();
  }
}
