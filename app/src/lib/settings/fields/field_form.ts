import type { FieldScope } from "@domain/contact.ts";
import { newId } from "@domain/ids.ts";
import type { Row } from "@domain/rows.ts";
import type { AtClosing } from "@domain/ticket.ts";
import { m } from "../../../paraglide/messages.js";
import { Form } from "../form.svelte.ts";

export type FieldType = Row<"custom_fields">["type"];
export type FieldValues = {
  fieldId: string;
  name: string;
  fieldType: FieldType;
  scope: FieldScope;
  options: string;
  atClosing: AtClosing;
};

/** A field as it is, or a new one of tickets or contacts. */
export function fieldForm(of: Row<"custom_fields"> | FieldScope): Form<FieldValues> {
  if (typeof of === "string") {
    const empty = { name: "", fieldType: "text" as const, options: "", atClosing: "none" as const };
    return new Form<FieldValues>({ fieldId: newId(), scope: of, ...empty });
  }
  const row = of;
  return new Form<FieldValues>({
    fieldId: row.id,
    name: row.name,
    fieldType: row.type,
    scope: row.scope,
    options: row.options.join("\n"),
    atClosing: row.at_closing,
  });
}

/** One option a line, repeats and blanks aside. */
export function optionLines(text: string): string[] {
  return [...new Set(text.split("\n").map((line) => line.trim()).filter((line) => line !== ""))];
}

export function fieldTypeText(type: FieldType): string {
  return TYPES[type]();
}

/** CLS-18. */
export function atClosingText(at: AtClosing): string {
  return AT_CLOSING[at]();
}

const AT_CLOSING = {
  none: () => m.settings_field_closing_none(),
  optional: () => m.settings_field_closing_optional(),
  mandatory: () => m.settings_field_closing_mandatory(),
} satisfies Record<AtClosing, () => string>;

const TYPES = {
  text: () => m.settings_field_text(),
  number: () => m.settings_field_number(),
  money: () => m.settings_field_money(),
  date: () => m.settings_field_date(),
  select: () => m.settings_field_select(),
  boolean: () => m.settings_field_boolean(),
  image: () => m.settings_field_image(),
} satisfies Record<FieldType, () => string>;
