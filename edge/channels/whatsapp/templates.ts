import * as z from "zod/mini";
import type { ConnectionConfig, FetchedTemplates, Io, TemplateRow } from "../channel.ts";
import { allPages } from "./pages.ts";
import { TemplatesAnswerSchema, type WireTemplate } from "./wire.ts";

const FIELDS = "id,name,language,status,category,components,parameter_format";
/** 6000 is Meta's quota for a verified account (A5). */
const MAX_PAGES = 60;

/** All templates of the account, page by page. Management calls are few (200/h): call it on demand, not on a timer. */
export async function fetchTemplates(connection: ConnectionConfig, io: Io): Promise<FetchedTemplates> {
  const path = `${connection.public.wabaId}/message_templates?fields=${FIELDS}`;
  const found = await allPages(connection, io, path, MAX_PAGES, (body) => {
    const known = z.safeParse(TemplatesAnswerSchema, body);
    return known.success ? { items: known.data.data.map(rowOf), paging: known.data.paging ?? undefined } : undefined;
  });
  return found.ok ? { ok: true, templates: found.items } : found;
}

function rowOf(template: WireTemplate): TemplateRow {
  const components = template.components ?? [];
  const of = (type: string) => components.find((component) => component.type?.toUpperCase() === type);
  const header = of("HEADER");
  const buttons = of("BUTTONS")?.buttons ?? [];
  const needs: TemplateRow["needs"] = [];
  const isMediaHeader = header?.format !== undefined && header.format.toUpperCase() !== "TEXT";
  if (isMediaHeader || variablesOf(header?.text ?? "").length > 0) needs.push("header");
  const isDynamic = (button: { type?: string | undefined; url?: string | undefined }) =>
    variablesOf(button.url ?? "").length > 0 || button.type === "COPY_CODE" || button.type === "OTP";
  if (buttons.some(isDynamic)) needs.push("button");
  const body = of("BODY")?.text ?? "";
  return {
    providerId: template.id ?? `${template.name}/${template.language}`,
    name: template.name,
    language: template.language,
    category: categoryOf(template.category),
    status: statusOf(template.status),
    header: isMediaHeader ? "" : header?.text ?? "",
    body,
    footer: of("FOOTER")?.text ?? "",
    variables: variablesOf(body),
    needs,
  };
}

/** Names between double braces, each once, numbers in counting order. */
export function variablesOf(text: string): string[] {
  const names = [...new Set([...text.matchAll(/\{\{\s*([\w]+)\s*\}\}/g)].map((match) => match[1]!))];
  return names.every((name) => /^\d+$/.test(name)) ? names.toSorted((a, b) => Number(a) - Number(b)) : names;
}

function categoryOf(word: string | undefined): TemplateRow["category"] {
  return word === "MARKETING" || word === "AUTHENTICATION" ? word : "UTILITY";
}

function statusOf(word: string | undefined): TemplateRow["status"] {
  switch (word) {
    case "APPROVED":
    case "PENDING":
    case "REJECTED":
    case "PAUSED":
      return word;
    case "IN_APPEAL":
      return "REJECTED";
    case "LIMIT_EXCEEDED":
      return "PAUSED";
    default:
      return "DISABLED";
  }
}
