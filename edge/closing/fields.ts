import { type Refusal, refuse } from "@domain/error.ts";
import type { Row } from "@domain/rows.ts";
import type { AtClosing } from "@domain/ticket.ts";
import type { Tx } from "@db/tx.ts";

type Field = Pick<Row<"custom_fields">, "key" | "name" | "type" | "options"> & { at_closing: AtClosing };
/** By key of the field; null takes its value away (CLS-19). */
export type FieldsGiven = Record<string, string | null>;

/**
 * CLS-17 to CLS-19: are these values of closing fields, and which mandatory ones would still be empty after them?
 * A key that is left out stays as it is: empty is not erased.
 */
export async function checkClosingFields(
  tx: Tx,
  ticketId: string,
  given: FieldsGiven,
): Promise<{ ok: true; missing: string[] } | Refusal> {
  const fields = await tx<Field[]>`
    select key, name, type, options, at_closing from custom_fields
    where at_closing <> 'none' and deleted_at is null order by position`;
  const [row] = await tx<{ fields: Record<string, string> }[]>`select fields from tickets where id = ${ticketId}`;
  for (const [key, value] of Object.entries(given)) {
    const field = fields.find((one) => one.key === key);
    const fault = field ? faultOf(field, value) : "no field of the closing dialog";
    if (fault) return refuse("bad_input", { field: `fields.${key}`, reason: fault });
  }
  const after = { ...row!.fields, ...given };
  const missing = fields.filter((field) => field.at_closing === "mandatory" && !after[field.key]);
  return { ok: true, missing: missing.map((field) => field.name) };
}

function faultOf(field: Field, value: string | null): string | undefined {
  if (value === null || value === "") return undefined;
  switch (field.type) {
    case "text":
      return undefined;
    case "number":
    case "money":
      return /^-?\d+(\.\d+)?$/.test(value) ? undefined : "not a number";
    case "date":
      return /^\d{4}-\d\d-\d\d$/.test(value) ? undefined : "not a date";
    case "select":
      return field.options.includes(value) ? undefined : "not one of its options";
  }
}
