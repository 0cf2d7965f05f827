import type { Actions } from "@domain/action.ts";
import { can } from "@domain/policy.ts";
import { record } from "../../facts/record.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";

/**
 * CON-08, CON-11: not while blocked (it would come back by writing again, unblocked), not while a ticket is open. Its
 * addresses go with it: who writes from one later is a new contact. Messages and tickets stay for reports.
 */
export async function removeContact(ctx: Context, input: Actions["contact.delete"]): Promise<Outcome> {
  const { tx, member } = ctx;
  const { contactId } = input;
  if (!can(member, "contacts.delete")) return refused("forbidden", { permission: "contacts.delete" });
  const [contact] = await tx<{ name: string; phone: string | null; blocked: boolean }[]>`
    select name, phone, blocked_at is not null as blocked from contacts
    where id = ${contactId} and deleted_at is null for update`;
  if (!contact) return refused("not_found", { what: "contact" });
  if (contact.blocked) return refused("contact_blocked", { deleting: true });
  const open = await tx<{ id: string }[]>`
    select t.id from conversations c join tickets t on t.id = c.ticket_id
    where c.contact_id = ${contactId} and t.status <> 'closed'`;
  if (open.length > 0) return refused("contact_open_ticket", { ticketId: open[0]!.id, count: open.length });
  await tx`update contacts set deleted_at = clock_timestamp() where id = ${contactId}`;
  await tx`
    update contact_identities set deleted_at = clock_timestamp() where contact_id = ${contactId} and deleted_at is null`;
  const { name, phone } = contact;
  const by = { kind: "member" as const, id: member.id };
  await record(tx, member.workspaceId, by, "contact_deleted", { contactId }, { name, phone });
  return DONE;
}
