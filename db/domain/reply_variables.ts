/**
 * Variables of what people write (CMP-09): `{nome}` or `{{nome}}` in a quick reply, a scheduled message or the
 * conversation bar. They are filled before the message leaves, so what is sent is what was seen.
 */

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
export type VariableValues = ReadonlyMap<string, string>;

/** `empty`: a variable we know and have nothing for. It must not leave as it stands. */
export type TextPart = { text: string; kind: "plain" | "filled" | "empty" };

export type Known = {
  contact: { name: string; phone: string | null; email: string | null };
  protocol: string;
  agent: string;
  department: string;
  company: string;
  /** The ticket's own fields by their names. */
  fields: readonly { name: string; value: string }[];
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
  const values = new Map(known.fields.map(({ name, value }) => [variableName(name), value.trim()]));
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
    else add(value === "" ? { text: match[0], kind: "empty" } : { text: value, kind: "filled" });
    from = match.index + match[0].length;
  }
  add({ text: text.slice(from), kind: "plain" });
  return parts;
}

/** What will be read; variables without a value stay as they were written. */
export function filledText(parts: readonly TextPart[]): string {
  return parts.map((part) => part.text).join("");
}

function firstWord(text: string): string {
  return text.trim().split(/\s+/)[0] ?? "";
}
