import type { InboundContact } from "@domain/inbound.ts";
import { newId } from "@domain/ids.ts";
import { phoneKey } from "@domain/phone.ts";
import type { Tx } from "@db/tx.ts";
import { record } from "./record.ts";

type Identity = InboundContact["identities"][number];

/**
 * The contact behind these addresses, made when there is none. Any address that is known finds it; addresses not known
 * yet are added to it. The phone number is one address among others and may be missing; Brazilian numbers match with
 * and without the ninth digit (X-42, facts/channels.md A0.2). The caller holds the lock of `lockKey`.
 */
export async function findOrCreateContact(
  tx: Tx,
  workspaceId: string,
  connectionId: string,
  contact: InboundContact,
  fallbackName: string,
): Promise<{ id: string; created: boolean; blocked: boolean }> {
  const keys = contact.identities.map((identity) => ({ ...identity, ...keyOf(identity, workspaceId, connectionId) }));
  for (const key of keys) {
    const [found] = await tx<{ id: string; profile_name: string | null; name: string; blocked: boolean }[]>`
      select p.id, p.profile_name, p.name, p.blocked_at is not null as blocked from contact_identities i join contacts p on p.id = i.contact_id
      where i.scope = ${key.scope} and i.kind = ${key.kind} and i.value_key = ${key.valueKey} and i.deleted_at is null`;
    if (!found) continue;
    await addIdentities(tx, workspaceId, connectionId, found.id, keys);
    await heardFrom(tx, found.id, keys);
    if (contact.profileName && contact.profileName !== found.profile_name) {
      // The team's own name stays; a name that was only the profile's follows the profile (CTP-02).
      await tx`
        update contacts set profile_name = ${contact.profileName}, name = case when name = coalesce(profile_name, name) and profile_name is not null then ${contact.profileName} else name end
        where id = ${found.id}`;
    }
    return { id: found.id, created: false, blocked: found.blocked };
  }
  const id = newId();
  const phone = keys.find((key) => key.kind === "phone")?.value ?? null;
  const email = keys.find((key) => key.kind === "email")?.value ?? null;
  const name = contact.profileName ?? phone ?? fallbackName;
  await tx`insert into contacts (id, workspace_id, name, profile_name, phone, email) values (${id}, ${workspaceId}, ${name}, ${
    contact.profileName ?? null
  }, ${phone}, ${email})`;
  await addIdentities(tx, workspaceId, connectionId, id, keys);
  await record(tx, workspaceId, { kind: "contact", id }, "contact_created", { contactId: id }, {}, { name });
  return { id, created: true, blocked: false };
}

/** Whose addresses these are; undefined when nobody has them. */
export async function knownContact(
  tx: Tx,
  workspaceId: string,
  connectionId: string,
  contact: InboundContact,
): Promise<string | undefined> {
  for (const identity of contact.identities) {
    const { scope, valueKey } = keyOf(identity, workspaceId, connectionId);
    const [found] = await tx<{ contact_id: string }[]>`
      select contact_id from contact_identities
      where scope = ${scope} and kind = ${identity.kind} and value_key = ${valueKey} and deleted_at is null`;
    if (found) return found.contact_id;
  }
  return undefined;
}

/** Who has several numbers (two records that were merged) is answered at the one they write from now. */
async function heardFrom(tx: Tx, contactId: string, keys: (Identity & { valueKey: string })[]): Promise<void> {
  for (const { kind, valueKey } of keys) {
    await tx`
      update contact_identities i set heard_at = clock_timestamp()
      where i.contact_id = ${contactId} and i.kind = ${kind} and i.value_key = ${valueKey} and i.deleted_at is null
        and exists (select from contact_identities o where o.contact_id = i.contact_id and o.kind = i.kind
          and o.scope = i.scope and o.id <> i.id and o.deleted_at is null and coalesce(o.heard_at, 'epoch') >= coalesce(i.heard_at, 'epoch'))`;
  }
}

async function addIdentities(
  tx: Tx,
  workspaceId: string,
  connectionId: string,
  contactId: string,
  keys: (Identity & { scope: string; valueKey: string })[],
): Promise<void> {
  for (const key of keys) {
    await tx`
      insert into contact_identities (id, workspace_id, contact_id, connection_id, kind, value, scope, value_key)
      values (${newId()}, ${workspaceId}, ${contactId}, ${
      key.scope === workspaceId ? null : connectionId
    }, ${key.kind}, ${key.value}, ${key.scope}, ${key.valueKey})
      on conflict (scope, kind, value_key) where deleted_at is null do nothing`;
    if (key.kind === "phone") {
      await tx`update contacts set phone = ${key.value} where id = ${contactId} and phone is null`;
    }
  }
}

/** A changed number or id moves to the same contact; it never makes a second one. */
export async function moveIdentity(
  tx: Tx,
  workspaceId: string,
  connectionId: string,
  previous: Identity,
  next: Identity[],
): Promise<boolean> {
  const old = keyOf(previous, workspaceId, connectionId);
  const [found] = await tx<{ id: string; contact_id: string }[]>`
    update contact_identities set deleted_at = clock_timestamp()
    where scope = ${old.scope} and kind = ${previous.kind} and value_key = ${old.valueKey} and deleted_at is null returning id, contact_id`;
  if (!found) return false;
  await addIdentities(
    tx,
    workspaceId,
    connectionId,
    found.contact_id,
    next.map((identity) => ({ ...identity, ...keyOf(identity, workspaceId, connectionId) })),
  );
  const phone = next.find((identity) => identity.kind === "phone")?.value;
  if (phone) await tx`update contacts set phone = ${phone} where id = ${found.contact_id}`;
  return true;
}

/** Phones and mail mean the same person in the whole workspace; provider ids only on their connection. */
export function keyOf(
  identity: Identity,
  workspaceId: string,
  connectionId: string,
): { scope: string; valueKey: string } {
  if (identity.kind === "phone") return { scope: workspaceId, valueKey: phoneKey(identity.value) };
  if (identity.kind === "email") return { scope: workspaceId, valueKey: identity.value.trim().toLowerCase() };
  return { scope: connectionId, valueKey: identity.value };
}

/** What concurrent webhooks of one person must agree on: the first address there is. */
export function lockKey(connectionId: string, contact: InboundContact): string {
  const first = contact.identities[0];
  if (!first) return connectionId;
  return `${connectionId}:${first.kind === "phone" ? phoneKey(first.value) : first.value}`;
}
