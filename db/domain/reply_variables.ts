/**
 * Variables of what people write (CMP-09): `{nome}` or `{{nome}}` in a quick reply, a scheduled message or the
 * conversation bar. They are filled before the message leaves, so what is sent is what was seen.
 */
import type { Media } from "./message.ts";

/** By their names in both languages; a ticket's own fields stand beside them under theirs. */
export const REPLY_VARIABLES = {
  nome: "name",
  primeiro_nome: "first_name",
  telefone: "phone",
  email: "mail",
  protocolo: "protocol",
  atendente: "agent",
  departamento: "department",
  empresa: "company",
} as const;
export type ReplyVariable = keyof typeof REPLY_VARIABLES;

/** What is known of whom one writes to. A name whose value is empty is known and cannot be filled. */
export type VariableValues = ReadonlyMap<string, string | Media>;

/**
 * `empty`: a variable we know and have nothing for. It must not leave as it stands. `image`: a picture that leaves beside
 * the words (CMP-10); `text` is its name.
 */
export type TextPart =
  | { text: string; kind: "plain" | "filled" | "empty" }
  | { text: string; kind: "image"; media: Media };

export type Known = {
  contact: { name: string; phone: string | null; email: string | null };
  protocol: string;
  agent: string;
  department: string;
  company: string;
  /** Fields of the ticket and of the contact by their names. */
  fields: readonly { name: string; value: string | Media }[];
};

export function variableValues(known: Known): VariableValues {
  const { contact } = known;
  const system: Record<ReplyVariable, string> = {
    nome: contact.name.trim(),
    primeiro_nome: firstWord(contact.name),
    telefone: contact.phone ?? "",
    email: contact.email ?? "",
    protocolo: known.protocol,
    atendente: firstWord(known.agent),
    departamento: known.department,
    empresa: known.company,
  };
  const values = new Map<string, string | Media>();
  for (const { name, value } of known.fields) {
    values.set(variableName(name), typeof value === "string" ? value.trim() : value);
  }
  for (const [name, alias] of Object.entries(REPLY_VARIABLES)) {
    values.set(name, system[name as ReplyVariable]);
    values.set(alias, system[name as ReplyVariable]);
  }
  return values;
}

/** As one types it: `Número do pedido` → `numero_do_pedido`. */
export function variableName(name: string): string {
  return name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim().replace(/[^\p{L}\p{N}]+/gu, "_");
}

/**
 * The text in parts, its variables filled. Accents, case and spaces inside the braces do not matter; braces around what
 * is no variable are only braces.
 */
export function fillParts(text: string, values: VariableValues): TextPart[] {
  const parts: TextPart[] = [];
  const add = (part: TextPart) => {
    const last = parts.at(-1);
    if (last?.kind === "plain" && part.kind === "plain") last.text += part.text;
    else if (part.text !== "") parts.push(part);
  };
  let from = 0;
  for (const match of text.matchAll(/\{\{[ \t]*([^{}\n]{1,60}?)[ \t]*\}\}|\{[ \t]*([^{}\n]{1,60}?)[ \t]*\}/g)) {
    const value = values.get(variableName(match[1] ?? match[2] ?? ""));
    add({ text: text.slice(from, match.index), kind: "plain" });
    if (value === undefined) add({ text: match[0], kind: "plain" });
    else if (typeof value === "object") parts.push({ text: value.name, kind: "image", media: value });
    else add(value === "" ? { text: match[0], kind: "empty" } : { text: value, kind: "filled" });
    from = match.index + match[0].length;
  }
  add({ text: text.slice(from), kind: "plain" });
  return parts;
}

/** What will be read; variables without a value stay as they were written, pictures are no words. */
export function filledText(parts: readonly TextPart[]): string {
  return parts.map((part) => (part.kind === "image" ? "" : part.text)).join("");
}

/** The pictures that leave with the words, in their order. */
export function imagesIn(parts: readonly TextPart[]): Media[] {
  return parts.flatMap((part) => (part.kind === "image" ? [part.media] : []));
}

function firstWord(text: string): string {
  return text.trim().split(/\s+/)[0] ?? "";
}
