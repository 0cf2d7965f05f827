import { newId } from "@domain/ids.ts";
import { CONTACT_FIELDS, CONTACTS, type SampleContact } from "@db/seed/sample_contacts.ts";
import type { Tx } from "@db/tx.ts";
import { addPhone } from "../actions/contacts/phone.ts";
import type { SampleIds } from "./fill_sample.ts";

/** What is known of the sample's people, after their conversations were made. */
export async function sampleContacts(tx: Tx, ids: SampleIds): Promise<void> {
  const { workspaceId } = ids;
  const keys: string[] = [];
  for (const [position, field] of CONTACT_FIELDS.entries()) {
    const id = newId();
    const key = `f_${id.replaceAll("-", "").slice(-12)}`;
    keys.push(key);
    await tx`
      insert into custom_fields (id, workspace_id, key, name, type, scope, options, position)
      values (${id}, ${workspaceId}, ${key}, ${field.name}, ${field.type}, 'contact', ${[
      ...field.options,
    ]}, ${position})`;
  }
  for (const one of CONTACTS) {
    const id = await idOf(tx, workspaceId, one);
    const fields = { [keys[0]!]: one.profile, [keys[1]!]: one.saturdays };
    await tx`
      update contacts set email = ${one.email ?? null}, birth_date = ${one.birthDate ?? null}, cpf = ${one.cpf ?? null},
        customer_code = ${one.code ?? null}, address = ${one.address ?? null},
        fields = ${tx.json(Object.fromEntries(Object.entries(fields).filter(([, value]) => value)))},
        extra = ${tx.json(one.extra ?? {})}, tag_ids = ${(one.tags ?? []).map((tag) => ids.tags.get(tag)!)},
        owner_id = ${one.owner ? ids.members.get(one.owner)! : null},
        blocked_at = ${one.blocked ? new Date().toISOString() : null},
        blocked_by = ${one.blocked ? ids.members.get("me")! : null}
      where id = ${id}`;
  }
}

async function idOf(tx: Tx, workspaceId: string, { name, phone }: SampleContact): Promise<string> {
  const [known] = await tx<{ id: string }[]>`select id from contacts where name = ${name}`;
  if (known) return known.id;
  const id = newId();
  await tx`
    insert into contacts (id, workspace_id, name, phone, source)
    values (${id}, ${workspaceId}, ${name}, ${phone ?? null}, 'member')`;
  if (phone) await addPhone(tx, workspaceId, id, phone);
  return id;
}
