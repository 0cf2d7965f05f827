import type { Row } from "@domain/rows.ts";
import { m } from "../../../paraglide/messages.js";
import type { TicketView } from "../page/ticket_view.svelte.ts";
import { firstName } from "../words/people.ts";

type Template = Row<"templates">;
export type Part = { text: string; filled: boolean };

const CATEGORY = {
  UTILITY: m.inbox_category_utility,
  MARKETING: m.inbox_category_marketing,
  AUTHENTICATION: m.inbox_category_authentication,
} satisfies Record<Template["category"], () => string>;

/** TPL-03: the category stands in parentheses, since Utility is cheaper. */
export const categoryName = (category: Template["category"]) => CATEGORY[category]();

/** The body in parts, each variable `{{1}}` or `{{name}}` with its value. */
export function fillTemplate(template: Pick<Template, "body" | "variables">, values: readonly string[]): Part[] {
  return template.body.split(/(\{\{[^}]+\}\})/).filter((part) => part !== "").map((part) => {
    const name = /^\{\{\s*([^}]+?)\s*\}\}$/.exec(part)?.[1];
    if (name === undefined) return { text: part, filled: false };
    const at = /^\d+$/.test(name) ? Number(name) - 1 : template.variables.indexOf(name);
    return { text: values[at] || `{${template.variables[at] ?? name}}`, filled: true };
  });
}

export function filledText(template: Pick<Template, "body" | "variables">, values: readonly string[]): string {
  return fillTemplate(template, values).map((part) => part.text).join("");
}

/** TPL-02: by name and by content, accents and case ignored. */
export function matchTemplates(templates: readonly Template[], text: string): Template[] {
  const words = plain(text);
  return templates.filter((one) => plain(`${one.name} ${one.body}`).includes(words));
}

/** What we know already: the contact's name and the ticket's fields. */
export function startValue(name: string, view: TicketView): string {
  const key = plain(name);
  if (key === "nome" || key === "name") return firstName(view.contact?.name ?? "");
  return view.document.doc.getMap<string>("fields").get(key) ?? view.ticket?.fields[key] ?? "";
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
