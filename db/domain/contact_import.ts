/** A spreadsheet's lines become contacts: which column is what, and what is wrong with a line. Pure; run in a worker. */
import { EXTRA_LIMITS, type FieldType, fitsField, isDate, toCpf } from "./contact.ts";
import { fold } from "./fold.ts";
import { phoneKey, toE164 } from "./phone.ts";

export const IMPORT_FIELDS = [
  "name",
  "phone",
  "email",
  "birthDate",
  "cpf",
  "rg",
  "customerCode",
  "address",
] as const;
export type ImportField = typeof IMPORT_FIELDS[number];
/** Where a column goes: a field of ours, a custom field, free information under its own heading, or nowhere. */
export type Target = ImportField | `fields.${string}` | "extra" | "";

/** Lines of one action: its answer comes within a second. */
export const IMPORT_BATCH = 200;
export const MAX_IMPORT_LINES = 100_000;

export const LINE_PROBLEMS = [
  "empty",
  "phone",
  "email",
  "birthDate",
  "cpf",
  "field",
  "long",
  /** The same number or e-mail stands in an earlier line of the file. */
  "twice",
  /** Told by the server: somebody else has the number meanwhile, or a field was changed. */
  "refused",
] as const;
export type LineProblem = typeof LINE_PROBLEMS[number];

/** One line, read. `line` is its number in the sheet, the heading being 1. */
export type ImportLine = { line: number } & Partial<Record<ImportField, string>> & {
  fields?: Record<string, string>;
  extra?: Record<string, string>;
};
export type BadLine = { line: number; problem: LineProblem; column: number; value: string };
export type ImportColumn = { key: string; name: string; type: FieldType; options: readonly string[] };

const WORDS: Record<ImportField, RegExp> = {
  phone: /^(tele?fone|fone|tel|celular|cel|whats ?app|whats|zap|numero|contato|phone|mobile|number)\b/,
  email: /^(e-?mail|correio)/,
  birthDate: /(nascimento|aniversario|birth)/,
  cpf: /\bcpf\b/,
  rg: /\brg\b|identidade/,
  customerCode: /^(codigo|cod|code|customer code|id do cliente|matricula)\b/,
  address: /(endereco|address|logradouro|^rua\b)/,
  name: /^(nome|name|cliente|contato|razao social|full name|first name)\b/,
};
const LIMITS: Record<ImportField, number> = {
  name: 120,
  phone: 32,
  email: 254,
  birthDate: 40,
  cpf: 20,
  rg: 20,
  customerCode: 60,
  address: 500,
};

/** What each column seems to be by its heading; each field once, the first column that fits. */
export function guessColumns(headings: readonly string[], custom: readonly ImportColumn[]): Target[] {
  const taken = new Set<Target>();
  return headings.map((heading) => {
    const words = fold(heading).trim();
    const named = custom.find((one) => fold(one.name) === words);
    const own = IMPORT_FIELDS.toSorted((a, b) => Object.keys(WORDS).indexOf(a) - Object.keys(WORDS).indexOf(b))
      .find((field) => WORDS[field].test(words) && !taken.has(field));
    const target: Target = named ? `fields.${named.key}` : own ?? (words === "" ? "" : "extra");
    if (target !== "extra") taken.add(target);
    return target;
  });
}

/** A line's cells as a contact, or the first thing that is wrong with it. Empty cells say nothing. */
export function readLine(
  cells: readonly string[],
  line: number,
  targets: readonly Target[],
  headings: readonly string[],
  custom: readonly ImportColumn[],
): { ok: true; line: ImportLine } | { ok: false; bad: BadLine } {
  const read: ImportLine = { line };
  for (const [column, target] of targets.entries()) {
    const value = (cells[column] ?? "").trim();
    if (target === "" || value === "") continue;
    const no = (problem: LineProblem) => ({ ok: false as const, bad: { line, problem, column, value } });
    if (target === "extra") {
      if (value.length > EXTRA_LIMITS.value) return no("long");
      const name = (headings[column] ?? "").trim().slice(0, EXTRA_LIMITS.name);
      if (name !== "") read.extra = { ...read.extra, [name]: value };
    } else if (isOwn(target)) {
      const fit = own(target, value);
      if (fit === undefined) return no(value.length > LIMITS[target] ? "long" : problemOf(target));
      read[target] = fit;
    } else {
      const field = custom.find((one) => `fields.${one.key}` === target);
      const fit = field && customValue(field, value);
      if (!field || fit === undefined) return no("field");
      read.fields = { ...read.fields, [field.key]: fit };
    }
  }
  const name = read.name ?? read.phone ?? read.email;
  if (name === undefined) return { ok: false, bad: { line, problem: "empty", column: -1, value: "" } };
  return { ok: true, line: { ...read, name } };
}

/** By what a line is the same person as another: its number, ninth digit or not, else its e-mail. */
export function personKey(line: Pick<ImportLine, "phone" | "email">): string | undefined {
  if (line.phone) return phoneKey(line.phone);
  return line.email?.toLowerCase();
}

const isOwn = (target: string): target is ImportField => (IMPORT_FIELDS as readonly string[]).includes(target);
const problemOf = (field: ImportField): LineProblem =>
  field === "phone" || field === "email" || field === "birthDate" || field === "cpf" ? field : "long";

function own(field: ImportField, value: string): string | undefined {
  if (value.length > LIMITS[field]) return undefined;
  switch (field) {
    case "phone":
      // Sheets make numbers of numbers: `31988887777.0`, `3,1988887777E+10` is beyond repair.
      return toE164(value.replace(/\.0+$/, ""));
    case "email":
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? value : undefined;
    case "birthDate":
      return toDay(value);
    case "cpf":
      // A sheet that took it for a number has lost its leading zeros.
      return toCpf(/^\d{9,10}$/.test(value) ? value.padStart(11, "0") : value);
    default:
      return value;
  }
}

/** `14/03/1990`, `14.03.90`, `1990-03-14`, or a sheet's own day number. */
export function toDay(value: string): string | undefined {
  const iso = /^(\d{4})-(\d{2})-(\d{2})/.exec(value);
  const brazilian = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})$/.exec(value);
  const serial = /^\d{4,5}$/.test(value) ? new Date(Date.UTC(1899, 11, 30) + Number(value) * 86_400_000) : undefined;
  const two = (text: string) => text.padStart(2, "0");
  const day = iso
    ? `${iso[1]}-${iso[2]}-${iso[3]}`
    : brazilian
    ? `${century(brazilian[3]!)}-${two(brazilian[2]!)}-${two(brazilian[1]!)}`
    : serial?.toISOString().slice(0, 10);
  return day !== undefined && isDate(day) ? day : undefined;
}

/** Two digits are a year of somebody alive: `90` is 1990, `12` is 2012. */
const century = (year: string): string => year.length === 4 ? year : `${Number(year) > 30 ? "19" : "20"}${year}`;

function customValue(field: ImportColumn, value: string): string | undefined {
  const fit = field.type === "number" || field.type === "money"
    ? decimal(value, field.type === "money")
    : field.type === "date"
    ? toDay(value)
    : field.type === "boolean"
    ? yesNo(value)
    : field.type === "select"
    ? field.options.find((option) => fold(option) === fold(value))
    : value;
  return fit !== undefined && fit.length <= 1000 && fitsField(field, fit) ? fit : undefined;
}

/** `R$ 1.234,5` and `1234.5` are the same number. */
function decimal(value: string, money: boolean): string {
  const plain = value.replace(/^R\$\s*/i, "").replace(/\s/g, "");
  const number = plain.includes(",") ? plain.replaceAll(".", "").replace(",", ".") : plain;
  return money && /^-?\d+(\.\d+)?$/.test(number) ? Number(number).toFixed(2) : number;
}

function yesNo(value: string): string | undefined {
  if (/^(sim|s|yes|y|1|true|verdadeiro|x)$/i.test(value)) return "yes";
  return /^(nao|não|n|no|0|false|falso)$/i.test(value) ? "no" : undefined;
}
