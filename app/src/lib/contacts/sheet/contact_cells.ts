import { shownCpf } from "@domain/contact.ts";
import { imageOf } from "@domain/field_image.ts";
import type { Row } from "@domain/rows.ts";
import { phone } from "#lib/i18n/phone.ts";
import type { CellWords } from "./sheet_types.ts";

/** A contact as a line of the exported sheet, in the order of `exportHeadings`. Pure. */
export function contactCells(contact: Row<"contacts">, words: CellWords): string[] {
  const yesNo = (on: boolean) => (on ? words.yes : words.no);
  return [
    contact.name,
    contact.phone ? phone(contact.phone) : "",
    contact.email ?? "",
    day(contact.birth_date, words.locale),
    contact.cpf ? shownCpf(contact.cpf) : "",
    contact.rg ?? "",
    contact.customer_code ?? "",
    contact.address ?? "",
    ...words.fields.map(({ key, type }) => custom(contact.fields[key] ?? "", type, words)),
    contact.profile_name ?? "",
    contact.tag_ids.flatMap((id) => words.tags[id] ?? []).join(", "),
    contact.owner_id ? words.members[contact.owner_id] ?? "" : "",
    Object.entries(contact.extra).map(([name, value]) => `${name}: ${value}`).join("\n"),
    yesNo(contact.receives_broadcast),
    yesNo(contact.blocked_at !== null),
    day(contact.created_at.slice(0, 10), words.locale),
  ];
}

function custom(value: string, type: string, words: CellWords): string {
  if (type === "boolean") return value === "yes" ? words.yes : value === "no" ? words.no : "";
  if (type === "image") return imageOf(value)?.name ?? "";
  if (type === "date") return day(value, words.locale);
  return type === "money" || type === "number" ? decimal(value, words.locale) : value;
}

function day(value: string | null, locale: CellWords["locale"]): string {
  return locale === "en" || !value ? value ?? "" : value.replace(/^(\d{4})-(\d{2})-(\d{2})$/, "$3/$2/$1");
}

const decimal = (value: string, locale: CellWords["locale"]) => locale === "en" ? value : value.replace(".", ",");
