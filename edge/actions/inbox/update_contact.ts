import type { Actions } from "@domain/action.ts";
import { newId } from "@domain/ids.ts";
import { phoneKey, toE164 } from "@domain/phone.ts";
import { can } from "@domain/policy.ts";
import { record } from "../../facts/record.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";

type Fact = { name: string; email: string | null; phone: string | null };

/** CTP-01, CTP-02. Only the fields given change; each keeps what it was in the event. */
export async function updateContact(ctx: Context, input: Actions["contact.update"]): Promise<Outcome> {
  const { tx, member } = ctx;
  if (!can(member, "contacts.edit")) return refused("forbidden", { permission: "contacts.edit" });
  const [before] = await tx<
    Fact[]
  >`select name, email, phone from contacts where id = ${input.contactId} and deleted_at is null for update`;
  if (!before) return refused("not_found", { what: "contact" });
  const after: Fact = { ...before };
  if (input.name !== undefined) after.name = input.name;
  if (input.email !== undefined) after.email = input.email;
  if (input.phone !== undefined) {
    const phone = input.phone === null || input.phone.trim() === "" ? null : toE164(input.phone);
    if (phone === undefined) return refused("bad_input", { field: "phone", reason: "not a phone number" });
    after.phone = phone;
    if (phone !== before.phone) {
      const moved = await movePhone(ctx, input.contactId, before.phone, phone);
      if (!moved.ok) return moved;
    }
  }
  await tx`update contacts set name = ${after.name}, email = ${after.email}, phone = ${after.phone} where id = ${input.contactId}`;
  const changed = (Object.keys(after) as (keyof Fact)[]).filter((key) => after[key] !== before[key]);
  if (changed.length > 0) {
    const pick = (from: Fact) => Object.fromEntries(changed.map((key) => [key, from[key]]));
    await record(
      tx,
      member.workspaceId,
      { kind: "member", id: member.id },
      "contact_updated",
      { contactId: input.contactId },
      pick(before),
      pick(after),
    );
  }
  return DONE;
}

async function movePhone(ctx: Context, contactId: string, from: string | null, to: string | null): Promise<Outcome> {
  const { tx, member } = ctx;
  if (to !== null) {
    const [other] = await tx<{ contact_id: string }[]>`
      select contact_id from contact_identities where scope = ${member.workspaceId} and kind = 'phone'
        and value_key = ${phoneKey(to)} and deleted_at is null and contact_id <> ${contactId}`;
    if (other) return refused("conversation_exists", { contactId: other.contact_id });
  }
  if (from !== null) {
    await tx`update contact_identities set deleted_at = clock_timestamp() where contact_id = ${contactId} and kind = 'phone' and value_key = ${
      phoneKey(from)
    }`;
  }
  if (to !== null) {
    await tx`
      insert into contact_identities (id, workspace_id, contact_id, kind, value, scope, value_key)
      values (${newId()}, ${member.workspaceId}, ${contactId}, 'phone', ${to}, ${member.workspaceId}, ${phoneKey(to)})
      on conflict (scope, kind, value_key) where deleted_at is null do nothing`;
  }
  return DONE;
}
