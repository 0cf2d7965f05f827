import { REF, type Schema } from "./schemas.ts";

/** A schema as one short line, in the manner of TypeScript: `"text" | "image"`, `row.members[]`, `{ id: id, name?: string }`. */
export function typeText(schema: Schema): string {
  if (schema.$ref) return schema.$ref.replace(REF, "");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(" | ");
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map(typeText).join(" | ");
  if (Array.isArray(schema.type)) return schema.type.join(" | ");
  if (schema.type === "array") return arrayText(one(schema.items));
  if (schema.type === "object") return objectText(schema);
  if (schema.format === "uuid") return "id";
  if (schema.format) return schema.format;
  return schema.type ?? "any";
}

/** Limits of a value, for the column beside its type. */
export function limitText(schema: Schema): string {
  const parts: string[] = [];
  if (schema.minLength !== undefined || schema.maxLength !== undefined) {
    parts.push(`${schema.minLength ?? 0}–${schema.maxLength ?? "∞"}`);
  }
  if (schema.minimum !== undefined && schema.maximum !== undefined) parts.push(`${schema.minimum}–${schema.maximum}`);
  if (schema.default !== undefined) parts.push(`= ${JSON.stringify(schema.default)}`);
  return parts.join(", ");
}

export function fieldsOf(schema: Schema): { name: string; schema: Schema; required: boolean }[] {
  return Object.entries(schema.properties ?? {}).map(([name, field]) => ({
    name,
    schema: one(field),
    required: schema.required?.includes(name) ?? false,
  }));
}

function arrayText(items: Schema): string {
  const text = typeText(items);
  return /[ |]/.test(text) && !text.startsWith("{") ? `(${text})[]` : `${text}[]`;
}

function objectText(schema: Schema): string {
  const fields = fieldsOf(schema);
  if (fields.length === 0) return `{ [key]: ${typeText(one(schema.additionalProperties))} }`;
  return `{ ${
    fields.map(({ name, schema, required }) => `${name}${required ? "" : "?"}: ${typeText(schema)}`).join(", ")
  } }`;
}

/** JSON Schema lets `true` and lists stand where ours are always one schema. */
function one(value: Schema["items"] | Schema["additionalProperties"]): Schema {
  return typeof value === "object" && !Array.isArray(value) ? value : {};
}
