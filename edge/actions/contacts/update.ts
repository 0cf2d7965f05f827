import type { Actions } from "@domain/action.ts";
import { toE164 } from "@domain/phone.ts";
import { can } from "@domain/policy.ts";
import { record } from "../../facts/record.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { changedFact, type ContactFact, difference } from "./fields.ts";
import { sharePictures } from "./pictures.ts";
import { addPhone, contactWithPhone, removePhone } from "./phone.ts";

type Fact = ContactFact & { phone: string | null };

/**
 * CTP-01, CTP-02, CTP-07 to CTP-09, CTP-18, CON-06, CFD-01, CFD-04. Only what is given changes, each field for itself,
 * so that two people who edit offline keep both their words; the event has what each was before.
 */
export async function updateContact(ctx: Context, input: Actions["contact.update"]): Promise<Outcome> {
  const { tx, member } = ctx;
  if (!can(member, "contacts.edit")) return refused("forbidden", { permission: "contacts.edit" });
  const [before] = await tx<Fact[]>`
    select name, email, phone, birth_date::text as birth_date, cpf, rg, customer_code, address, fields, extra, tag_ids,
      receives_broadcast, bot_blocked, owner_id
    from contacts where id = ${input.contactId} and deleted_at is null for update`;
  if (!before) return refused("not_found", { what: "contact" });
  const { phone: oldPhone, ...rest } = before;
  const changed = await changedFact(tx, rest, input);
  if (!changed.ok) return changed;
  const { after } = changed;
  const missing = await sharePictures(ctx, before.fields, after.fields);
  if (missing) return missing;
  const phone = input.phone === undefined ? oldPhone : await movePhone(ctx, input.contactId, oldPhone, input.phone);
  if (typeof phone === "object" && phone !== null) return phone;
  await tx`
    update contacts set name = ${after.name}, email = ${after.email}, phone = ${phone}, birth_date = ${after.birth_date},
      cpf = ${after.cpf}, rg = ${after.rg}, customer_code = ${after.customer_code}, address = ${after.address},
      fields = ${tx.json(after.fields)}, extra = ${tx.json(after.extra)}, tag_ids = ${after.tag_ids},
      receives_broadcast = ${after.receives_broadcast}, bot_blocked = ${after.bot_blocked}, owner_id = ${after.owner_id}
    where id = ${input.contactId}`;
  const { before: from, after: to } = difference(before, { ...after, phone });
  if (Object.keys(to).length > 0) {
    const about = { contactId: input.contactId };
    await record(tx, member.workspaceId, { kind: "member", id: member.id }, "contact_updated", about, from, to);
  }
  return DONE;
}

/** The number as it is kept, with its address moved; or the refusal. */
async function movePhone(
  { tx, member }: Context,
  contactId: string,
  from: string | null,
  typed: string | null,
): Promise<string | null | Outcome> {
  const to = typed === null || typed.trim() === "" ? null : toE164(typed);
  if (to === undefined) return refused("bad_input", { field: "phone", reason: "not a phone number" });
  if (to === from) return to;
  if (to !== null) {
    const other = await contactWithPhone(tx, member.workspaceId, to, contactId);
    if (other) return refused("contact_exists", { contactId: other.id, name: other.name });
  }
  if (from !== null) await removePhone(tx, contactId, from);
  if (to !== null) await addPhone(tx, member.workspaceId, contactId, to);
  return to;
}
