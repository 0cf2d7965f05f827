import { REF, type Schema } from "./schemas.ts";

const ID = "0198f3c2-7a10-7c44-9d3e-5b1f0a2c";
const DAY = "2026-12-24";
const TIME = "2026-11-21T13:45:00.000Z";
const WORDS: Record<string, string> = {
  text: "Olá! Seu pedido saiu para entrega.",
  name: "Joana Sales",
  phone: "+55 31 99876-5432",
  email: "joana@example.com",
  emoji: "👍",
  greeting: "Olá! Já vamos atender você.",
  timeZone: "America/Sao_Paulo",
  mime: "image/jpeg",
  shortcut: "entrega",
  message: "",
  closingMessage: "",
  from: "08:00",
  to: "18:00",
};

/** A value that the schema accepts, with the words of our trade for the names it knows. A test parses every one. */
export function exampleOf(schema: Schema, schemas: Record<string, Schema>, name = ""): unknown {
  if (schema.$ref) return exampleOf(schemas[schema.$ref.replace(REF, "")] ?? {}, schemas, name);
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined && schema.type !== "string") return schema.default;
  if (schema.enum) return schema.enum[0];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return exampleOf(choices.find((one) => one.type !== "null") ?? {}, schemas, name);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([key, one]) => schema.required?.includes(key) || key === "text" && typeof one === "object")
          .map(([key, one]) => [key, typeof one === "object" ? exampleOf(one, schemas, key) : null]),
      );
    case "array":
      return schema.items && typeof schema.items === "object" && !Array.isArray(schema.items)
        ? Array(schema.minItems ?? 1).fill(exampleOf(schema.items, schemas, name))
        : [];
    case "string":
      if (schema.format === "date-time") return TIME;
      if (schema.format === "date") return DAY;
      if (schema.format === "email") return WORDS.email;
      return schema.format === "uuid" ? idFor(name) : WORDS[name] ?? "…";
    case "integer":
    case "number":
      return schema.minimum ?? 1;
    case "boolean":
      return false;
    default:
      return null;
  }
}

/** Different names, different ids; the same name, the same. */
function idFor(name: string): string {
  const sum = [...name].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) & 0xffff, 7);
  return ID + sum.toString(16).padStart(4, "0");
}
