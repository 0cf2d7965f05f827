import type { AST } from "svelte/compiler";
import { z } from "zod";
import { filesUnder } from "@edge/build/files.ts";
import { ROOT } from "../support/steps.ts";
import { markupOf, type Source } from "./sources.ts";

const FolderSchema = z.record(z.string(), z.unknown());
/** Attributes that a person reads or hears. */
const SPOKEN = new Set([
  "title",
  "alt",
  "placeholder",
  "label",
  "aria-label",
  "aria-description",
  "aria-roledescription",
]);
/** Names that are the same in every language; what a key has printed on it stands in <kbd>, code in <code>. */
const NAMES = /\b(Mutirão|WhatsApp|Instagram|Messenger|Meta|SMS|API|URL|ID|PDF|CSV|QR|px|MB|KB|Português|English)\b/gi;
/** Addresses, shown as examples. */
const ADDRESS = /https?:\/\/\S+/g;
const UNTRANSLATED_ELEMENTS = new Set(["kbd", "code", "pre"]);

export type Messages = Record<string, unknown>;

/** The message files of every area: area → locale → messages. */
export async function messageFiles(): Promise<Map<string, Map<string, Messages>>> {
  const areas = new Map<string, Map<string, Messages>>();
  for (const path of await filesUnder(`${ROOT}app/messages`)) {
    const [, area = "", locale = ""] = path.match(/^(\w+)\/([\w-]+)\.json$/) ?? [];
    const { $schema: _, ...messages } = FolderSchema.parse(
      JSON.parse(await Deno.readTextFile(`${ROOT}app/messages/${path}`)),
    );
    areas.set(area, (areas.get(area) ?? new Map()).set(locale, messages));
  }
  return areas;
}

/** Names in braces, sorted; of every variant when the message has plural or other forms. */
export function placeholders(message: unknown): string[] {
  const text = typeof message === "string" ? message : JSON.stringify(matchesOf(message));
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? ""))].sort();
}

/** Literal words in the markup of a component, where a message should stand. */
export function literalTexts(source: Source): string[] {
  const found: string[] = [];
  const report = (text: string): void => {
    if (/\p{L}{2,}/u.test(text.replace(ADDRESS, "").replace(NAMES, ""))) {
      found.push(`${source.path}: "${text.trim().replace(/\s+/g, " ")}"`);
    }
  };
  visit(markupOf(source).fragment, report);
  return found;
}

function matchesOf(message: unknown): unknown[] {
  const variants = z.array(z.looseObject({ match: z.unknown() })).safeParse(message);
  return variants.success ? variants.data.map((variant) => variant.match) : [message];
}

type Node = AST.Fragment | AST.Fragment["nodes"][number];

function visit(node: Node, report: (text: string) => void): void {
  if (node.type === "Text") report(node.data);
  if ("name" in node && UNTRANSLATED_ELEMENTS.has(String(node.name))) return;
  if ("attributes" in node) { for (const attribute of node.attributes) visitAttribute(attribute, report); }
  if (node.type === "Fragment") return node.nodes.forEach((child) => visit(child, report));
  // Every kind of block keeps its contents in fragments under one of these names.
  for (const key of ["fragment", "body", "consequent", "alternate", "fallback", "pending", "then", "catch"] as const) {
    const child: unknown = Reflect.get(node, key);
    if (isFragment(child)) visit(child, report);
  }
}

function visitAttribute(
  attribute: { type: string; name?: unknown; value?: unknown },
  report: (text: string) => void,
): void {
  if (attribute.type !== "Attribute" || !SPOKEN.has(String(attribute.name)) || !Array.isArray(attribute.value)) return;
  for (const part of attribute.value) if (part.type === "Text") report(String(part.data));
}

function isFragment(value: unknown): value is AST.Fragment {
  return value !== null && typeof value === "object" && Reflect.get(value, "type") === "Fragment";
}
