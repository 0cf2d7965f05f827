/** Rules about a contact's own data: what its fields may hold, and when it may be blocked. Pure. */

import { imageOf } from "./field_image.ts";

export const FIELD_TYPES = ["text", "number", "money", "date", "select", "boolean", "image"] as const;
export type FieldType = typeof FIELD_TYPES[number];
/** Whose field it is: of each attendance, or of the person. */
export const FIELD_SCOPES = ["ticket", "contact"] as const;
export type FieldScope = typeof FIELD_SCOPES[number];

/** How it came in (CON-02). */
export const CONTACT_SOURCES = ["inbound", "member", "import", "api"] as const;
export type ContactSource = typeof CONTACT_SOURCES[number];

export const EXTRA_LIMITS = { count: 50, name: 60, value: 500 };

/** A CPF as its eleven digits, or undefined when the check digits say it is none. Dots and the dash are free. */
export function toCpf(text: string): string | undefined {
  const digits = text.replace(/[.\-\s]/g, "");
  // Eleven equal digits pass the arithmetic and belong to nobody.
  if (!/^\d{11}$/.test(digits) || /^(\d)\1{10}$/.test(digits)) return undefined;
  return checkDigit(digits, 9) === digits[9] && checkDigit(digits, 10) === digits[10] ? digits : undefined;
}

/** `52998224725` → `529.982.247-25`. */
export function shownCpf(digits: string): string {
  return digits.replace(/^(\d{3})(\d{3})(\d{3})(\d{2})$/, "$1.$2.$3-$4");
}

function checkDigit(digits: string, length: number): string {
  let sum = 0;
  for (let at = 0; at < length; at++) sum += Number(digits[at]) * (length + 1 - at);
  return String((sum * 10) % 11 % 10);
}

/** May a field of this type hold this text? Numbers are decimal, dates ISO, yes and no `yes` and `no`, images `imageValue`. */
export function fitsField(field: { type: FieldType; options: readonly string[] }, value: string): boolean {
  switch (field.type) {
    case "text":
      return true;
    case "number":
      return /^-?\d{1,15}(\.\d{1,6})?$/.test(value);
    case "money":
      return /^-?\d{1,12}\.\d{2}$/.test(value);
    case "date":
      return isDate(value);
    case "select":
      return field.options.includes(value);
    case "boolean":
      return value === "yes" || value === "no";
    case "image":
      return imageOf(value) !== undefined;
  }
}

/** A day that the calendar has, `2024-02-29`. */
export function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const at = new Date(`${value}T12:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}

type Reached = { has_window: boolean; free_text_until: string | null };

/**
 * BLK-03, X-24: Meta blocks only who wrote in the last 24 h, so where the official WhatsApp is how this contact is
 * reached, its window must be open on one connection. Whom we know from elsewhere is blocked by us alone, at any time.
 */
export function mayBlock(conversations: readonly Reached[], hasPhone: boolean, now: number): boolean {
  const official = conversations.filter((one) => one.has_window);
  if (official.length === 0) return conversations.length > 0 || !hasPhone;
  return official.some((one) => one.free_text_until !== null && Date.parse(one.free_text_until) > now);
}

/** The rest of a contact's row when only the name and an address are known. */
export const NO_DETAILS = {
  birth_date: null,
  cpf: null,
  rg: null,
  customer_code: null,
  address: null,
  fields: {},
  extra: {},
  tag_ids: [] as string[],
  receives_broadcast: true,
  bot_blocked: false,
  owner_id: null,
  source: "inbound" as ContactSource,
  blocked_at: null,
  blocked_by: null,
};

/** A record with changes laid over; null takes a key away. The same on the server and in the overlay. */
export function patched(record: Record<string, string>, patch: Record<string, string | null>): Record<string, string> {
  const entries = Object.entries({ ...record, ...patch });
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== ""));
}

export function retagged(tagIds: readonly string[], add: readonly string[], remove: readonly string[]): string[] {
  return [...new Set([...tagIds, ...add])].filter((id) => !remove.includes(id));
}
