import type { Actions } from "@domain/action.ts";
import { EXTRA_LIMITS, type FieldType, fitsField, patched, retagged, toCpf } from "@domain/contact.ts";
import type { Tx } from "@db/tx.ts";
import { type Outcome, refused } from "../context.ts";

/** What `contact.update` may change, apart from the number, which moves an address (./phone.ts). */
export type ContactFact = {
  name: string;
  email: string | null;
  birth_date: string | null;
  cpf: string | null;
  rg: string | null;
  customer_code: string | null;
  address: string | null;
  fields: Record<string, string>;
  extra: Record<string, string>;
  tag_ids: string[];
  receives_broadcast: boolean;
  bot_blocked: boolean;
  owner_id: string | null;
};
type Update = Actions["contact.update"];

/** The contact as it will be, or why a value does not fit: `bad_input` with its field, or `not_found`. */
export async function changedFact(
  tx: Tx,
  before: ContactFact,
  input: Update,
): Promise<{ ok: true; after: ContactFact } | Exclude<Outcome, { ok: true }>> {
  const cpf = typeof input.cpf === "string" && input.cpf !== "" ? toCpf(input.cpf) : null;
  if (cpf === undefined) return no("cpf", "not a CPF");
  const extra = patched(before.extra, trimmed(input.extra));
  if (Object.keys(extra).length > EXTRA_LIMITS.count) return no("extra", `at most ${EXTRA_LIMITS.count} names`);
  const wrong = await wrongField(tx, input.fields ?? {});
  if (wrong) return no(`fields.${wrong}`, "does not fit its type");
  if (input.ownerId) {
    const [owner] = await tx`select 1 from members where id = ${input.ownerId} and status = 'active'`;
    if (!owner) return { ok: false, code: "not_found", params: { what: "member" } };
  }
  const kept = await existingTags(tx, input.addTagIds ?? []);
  return {
    ok: true,
    after: {
      name: input.name ?? before.name,
      email: input.email === undefined ? before.email : input.email,
      birth_date: given(input.birthDate, before.birth_date),
      cpf: input.cpf === undefined ? before.cpf : cpf,
      rg: given(input.rg, before.rg),
      customer_code: given(input.customerCode, before.customer_code),
      address: given(input.address, before.address),
      fields: patched(before.fields, trimmed(input.fields)),
      extra,
      tag_ids: retagged(before.tag_ids, kept, input.removeTagIds ?? []),
      receives_broadcast: input.receivesBroadcast ?? before.receives_broadcast,
      bot_blocked: input.botBlocked ?? before.bot_blocked,
      owner_id: input.ownerId === undefined ? before.owner_id : input.ownerId,
    },
  };
}

/** What changed, before and after: of the records only the keys that did. */
export function difference(before: object, after: object): { before: Values; after: Values } {
  const [from, to]: [Values, Values] = [{}, {}];
  const [old, next] = [before as Values, after as Values];
  for (const key of new Set([...Object.keys(old), ...Object.keys(next)])) {
    const [a, b] = [old[key] ?? null, next[key] ?? null];
    if (JSON.stringify(a) === JSON.stringify(b)) continue;
    const inner = isRecord(a) && isRecord(b) ? difference(a, b) : undefined;
    from[key] = inner ? inner.before : a;
    to[key] = inner ? inner.after : b;
  }
  return { before: from, after: to };
}

type Values = Record<string, unknown>;

function isRecord(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function given(value: string | null | undefined, before: string | null): string | null {
  return value === undefined ? before : value === "" ? null : value;
}

function trimmed(patch: Record<string, string | null> = {}): Record<string, string | null> {
  return Object.fromEntries(Object.entries(patch).map(([key, value]) => [key, value?.trim() ?? null]));
}

/** The first key that no contact field has, or whose value its type cannot hold. */
async function wrongField(tx: Tx, patch: Record<string, string | null>): Promise<string | undefined> {
  const keys = Object.keys(patch);
  if (keys.length === 0) return undefined;
  const fields = await tx<{ key: string; type: FieldType; options: string[] }[]>`
    select key, type, options from custom_fields where scope = 'contact' and deleted_at is null and key = any(${keys}::text[])`;
  return Object.entries(patch).find(([key, value]) => {
    const field = fields.find((one) => one.key === key);
    return !field || (value !== null && value.trim() !== "" && !fitsField(field, value.trim()));
  })?.[0];
}

/** A tag deleted while this waited in an outbox is left out. */
async function existingTags(tx: Tx, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx<{ id: string }[]>`
    select id from tags where id = any(${ids}::uuid[]) and deleted_at is null`;
  return rows.map((row) => row.id);
}

function no(field: string, reason: string) {
  return refused("bad_input", { field, reason }) as Exclude<Outcome, { ok: true }>;
}
