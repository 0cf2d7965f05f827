import { newId } from "@domain/ids.ts";
import { phoneKey } from "@domain/phone.ts";
import type { Tx } from "@db/tx.ts";

/** Whoever has this number in the workspace, with or without its ninth digit. */
export async function contactWithPhone(
  tx: Tx,
  workspaceId: string,
  e164: string,
  except: string | null = null,
): Promise<{ id: string; name: string } | undefined> {
  const [found] = await tx<{ id: string; name: string }[]>`
    select p.id, p.name from contact_identities i join contacts p on p.id = i.contact_id
    where i.scope = ${workspaceId} and i.kind = 'phone' and i.value_key = ${phoneKey(e164)} and i.deleted_at is null
      and i.contact_id is distinct from ${except}::uuid`;
  return found;
}

export async function addPhone(tx: Tx, workspaceId: string, contactId: string, e164: string): Promise<void> {
  await tx`
    insert into contact_identities (id, workspace_id, contact_id, kind, value, scope, value_key)
    values (${newId()}, ${workspaceId}, ${contactId}, 'phone', ${e164}, ${workspaceId}, ${phoneKey(e164)})
    on conflict (scope, kind, value_key) where deleted_at is null do nothing`;
}

export async function removePhone(tx: Tx, contactId: string, e164: string): Promise<void> {
  await tx`
    update contact_identities set deleted_at = clock_timestamp()
    where contact_id = ${contactId} and kind = 'phone' and value_key = ${phoneKey(e164)}`;
}
