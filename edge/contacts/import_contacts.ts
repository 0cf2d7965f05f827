import { type ImportLine, type LineProblem } from "@domain/contact_import.ts";
import { type FieldType, fitsField, patched } from "@domain/contact.ts";
import { newId } from "@domain/ids.ts";
import { phoneKey, toE164 } from "@domain/phone.ts";
import type { Tx } from "@db/tx.ts";

export type Imported = {
  created: number;
  updated: number;
  skipped: number;
  refused: { line: number; problem: LineProblem }[];
};
type Known = { id: string; phone: string | null; fields: Record<string, string>; extra: Record<string, string> };
type Plan = { line: ImportLine; known: Known | undefined };

/**
 * Writes one batch of lines, in a handful of statements however many they are. Who has the number (ninth digit or not),
 * else the e-mail, is the same person: left as they are, or given the line's values where it has any. A number that
 * somebody takes at this moment collides with its unique index; the action's second look then sees them.
 */
export async function importContacts(
  tx: Tx,
  workspaceId: string,
  lines: readonly ImportLine[],
  onDuplicate: "skip" | "update",
  tagIds: readonly string[],
): Promise<Imported> {
  const refused: Imported["refused"] = [];
  const fields = await contactFields(tx);
  const good = lines.filter((line) => {
    const problem = wrong(line, fields);
    if (problem) refused.push({ line: line.line, problem });
    return !problem;
  });
  const plans = await plansFor(tx, workspaceId, good);
  const made = plans.filter(({ known }) => !known).map(({ line }) => line);
  const changed = onDuplicate === "update" ? plans.filter((plan): plan is Required<Plan> => Boolean(plan.known)) : [];
  await create(tx, workspaceId, made, tagIds);
  await update(tx, workspaceId, changed, tagIds);
  return {
    created: made.length,
    updated: changed.length,
    skipped: plans.length - made.length - changed.length,
    refused,
  };
}

type Field = { key: string; type: FieldType; options: string[] };

async function contactFields(tx: Tx): Promise<Map<string, Field>> {
  const rows = await tx<Field[]>`
    select key, type, options from custom_fields where scope = 'contact' and deleted_at is null`;
  return new Map(rows.map((row) => [row.key, row]));
}

/** The app has looked already; what comes here another way is looked at again. */
function wrong(line: ImportLine, fields: Map<string, Field>): LineProblem | undefined {
  if (line.phone !== undefined && toE164(line.phone) !== line.phone) return "phone";
  const bad = Object.entries(line.fields ?? {}).some(([key, value]) => {
    const field = fields.get(key);
    return !field || !fitsField(field, value);
  });
  return bad ? "field" : undefined;
}

/** Whom each line is, if we have them: by the number first. A person stands once; a later line of theirs is left out. */
async function plansFor(tx: Tx, workspaceId: string, lines: readonly ImportLine[]): Promise<Plan[]> {
  const phones = lines.flatMap((line) => line.phone ? [phoneKey(line.phone)] : []);
  const mails = lines.flatMap((line) => line.email ? [line.email.toLowerCase()] : []);
  const byPhone = await tx<(Known & { key: string })[]>`
    select i.value_key as key, p.id, p.phone, p.fields, p.extra
    from contact_identities i join contacts p on p.id = i.contact_id
    where i.scope = ${workspaceId} and i.kind = 'phone' and i.value_key = any(${phones}::text[]) and i.deleted_at is null
    order by p.id for update of p`;
  const byMail = await tx<(Known & { key: string })[]>`
    select lower(email) as key, id, phone, fields, extra from contacts
    where workspace_id = ${workspaceId} and deleted_at is null and lower(email) = any(${mails}::text[])
    order by id for update`;
  const known = new Map<string, Known>([...byMail, ...byPhone].map((row) => [row.key, row]));
  const seen = new Set<string>();
  return lines.flatMap((line) => {
    const keys = [line.phone && phoneKey(line.phone), line.email?.toLowerCase()].filter((key) => key !== undefined);
    const found = keys.map((key) => known.get(key)).find(Boolean);
    const marks = [...keys, ...(found ? [found.id] : [])];
    if (marks.some((mark) => seen.has(mark))) return [];
    for (const mark of marks) seen.add(mark);
    return [{ line, known: found }];
  });
}

async function create(tx: Tx, workspaceId: string, lines: ImportLine[], tagIds: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  const rows = lines.map((line) => ({ id: newId(), ...line, fields: line.fields ?? {}, extra: line.extra ?? {} }));
  await tx`
    insert into contacts (id, workspace_id, name, phone, email, birth_date, cpf, rg, customer_code, address, fields, extra,
      tag_ids, source)
    select r.id, ${workspaceId}, r.name, r.phone, r.email, r."birthDate", r.cpf, r.rg, r."customerCode", r.address, r.fields,
      r.extra, ${[...tagIds]}::uuid[], 'import'
    from jsonb_to_recordset(${
    tx.json(rows as never)
  }) as r(id uuid, name text, phone text, email text, "birthDate" date,
      cpf text, rg text, "customerCode" text, address text, fields jsonb, extra jsonb)`;
  await addNumbers(tx, workspaceId, rows.flatMap(({ id, phone }) => phone ? [{ contactId: id, phone }] : []));
}

/** A line's empty cells leave what is there; another number is added to the ones they have, and shown. */
async function update(
  tx: Tx,
  workspaceId: string,
  plans: Required<Plan>[],
  tagIds: readonly string[],
): Promise<void> {
  if (plans.length === 0) return;
  const rows = plans.map(({ line, known }) => ({
    id: known!.id,
    ...line,
    fields: patched(known!.fields, line.fields ?? {}),
    extra: patched(known!.extra, line.extra ?? {}),
  }));
  await tx`
    update contacts c set name = coalesce(r.name, c.name), phone = coalesce(r.phone, c.phone),
      email = coalesce(r.email, c.email), birth_date = coalesce(r."birthDate", c.birth_date), cpf = coalesce(r.cpf, c.cpf),
      rg = coalesce(r.rg, c.rg), customer_code = coalesce(r."customerCode", c.customer_code),
      address = coalesce(r.address, c.address), fields = r.fields, extra = r.extra,
      tag_ids = array(select distinct one from unnest(c.tag_ids || ${[...tagIds]}::uuid[]) one)
    from jsonb_to_recordset(${
    tx.json(rows as never)
  }) as r(id uuid, name text, phone text, email text, "birthDate" date,
      cpf text, rg text, "customerCode" text, address text, fields jsonb, extra jsonb)
    where c.id = r.id`;
  const isNew = ({ line, known }: Required<Plan>) =>
    line.phone !== undefined && (known!.phone === null || phoneKey(known!.phone) !== phoneKey(line.phone));
  await addNumbers(
    tx,
    workspaceId,
    plans.filter(isNew).map(({ line, known }) => ({ contactId: known!.id, phone: line.phone! })),
  );
}

async function addNumbers(tx: Tx, workspaceId: string, numbers: { contactId: string; phone: string }[]): Promise<void> {
  if (numbers.length === 0) return;
  const rows = numbers.map(({ contactId, phone }) => ({ id: newId(), contactId, phone, key: phoneKey(phone) }));
  // No `on conflict`: a number that somebody took just now must not be left without its contact.
  await tx`
    insert into contact_identities (id, workspace_id, contact_id, kind, value, scope, value_key)
    select r.id, ${workspaceId}, r."contactId", 'phone', r.phone, ${workspaceId}, r.key
    from jsonb_to_recordset(${tx.json(rows as never)}) as r(id uuid, "contactId" uuid, phone text, key text)
    where not exists (select from contact_identities i where i.scope = ${workspaceId} and i.kind = 'phone'
      and i.value_key = r.key and i.contact_id = r."contactId" and i.deleted_at is null)`;
}
