/** The variables a text of ours may hold, by the name that is written between double braces (CFD-02). */
export const TEXT_VARIABLES = ["nome", "primeiro_nome"] as const;
export type TextVariable = typeof TEXT_VARIABLES[number];

/**
 * `Oi, {{primeiro_nome}}!` → `Oi, Marina!`. Case and spaces inside the braces do not matter; what is no variable stays
 * as it was written, so that a slip is seen in the message and not silently swallowed.
 */
export function fillVariables(text: string, contact: { name: string }): string {
  const name = contact.name.trim();
  const values: Record<TextVariable, string> = { nome: name, primeiro_nome: name.split(/\s+/)[0] ?? "" };
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (written, word: string) => {
    const variable = TEXT_VARIABLES.find((one) => one === word.toLowerCase());
    return variable ? values[variable] : written;
  });
}

/** A template's text as the contact will read it: values in the order of its variables. */
export function fillTemplateBody(body: string, variables: readonly string[], values: readonly string[]): string {
  return body.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (whole, name: string) => {
    const index = variables.indexOf(name);
    return index >= 0 ? values[index]! : whole;
  });
}
