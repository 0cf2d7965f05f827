import type { Actions } from "@domain/action.ts";
import { toE164 } from "@domain/phone.ts";
import { can } from "@domain/policy.ts";
import { record } from "../../facts/record.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { addPhone, contactWithPhone } from "./phone.ts";

/** CON-02, CON-09: a contact made by hand. Somebody who has the number already is named, not doubled. */
export async function createContact(ctx: Context, input: Actions["contact.create"]): Promise<Outcome> {
  const { tx, member } = ctx;
  if (!can(member, "contacts.edit")) return refused("forbidden", { permission: "contacts.edit" });
  const phone = input.phone === null || input.phone.trim() === "" ? null : toE164(input.phone, input.foreign);
  if (phone === undefined) return refused("bad_input", { field: "phone", reason: "not a phone number" });
  if (phone !== null) {
    const known = await contactWithPhone(tx, member.workspaceId, phone);
    if (known) return refused("contact_exists", { contactId: known.id, name: known.name });
  }
  await tx`
    insert into contacts (id, workspace_id, name, phone, email, source)
    values (${input.contactId}, ${member.workspaceId}, ${input.name}, ${phone}, ${input.email}, 'member')`;
  if (phone !== null) await addPhone(tx, member.workspaceId, input.contactId, phone);
  const about = { contactId: input.contactId };
  const after = { name: input.name, phone, email: input.email };
  await record(tx, member.workspaceId, { kind: "member", id: member.id }, "contact_created", about, {}, after);
  return DONE;
}
