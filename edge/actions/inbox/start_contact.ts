import type { Actions } from "@domain/action.ts";
import type { Channel } from "@domain/channel.ts";
import { newId } from "@domain/ids.ts";
import { phoneKey, toE164 } from "@domain/phone.ts";
import { addressFault } from "@domain/start.ts";
import { record } from "../../facts/record.ts";
import { type Context, type Outcome, refused } from "../context.ts";

type Reached = { ok: true; id: string } | { ok: false; outcome: Outcome };
type Contact = Actions["conversation.start"]["contact"];
const no = (outcome: Outcome): Reached => ({ ok: false, outcome });

/** Whom to begin with on this connection: a contact we have, or one made now (STA-04, STA-16, X-11). */
export async function contactToReach(
  ctx: Context,
  contact: Contact,
  on: { connectionId: string; channel: Channel },
): Promise<Reached> {
  return "id" in contact ? await known(ctx, contact.id) : await made(ctx, contact, on);
}

async function known({ tx }: Context, contactId: string): Promise<Reached> {
  const [contact] = await tx<{ id: string; blocked: boolean; reachable: boolean }[]>`
    select p.id, p.blocked_at is not null as blocked, exists (select from contact_identities i where i.contact_id = p.id
      and i.deleted_at is null and i.kind in ('phone', 'wa_user')) as reachable
    from contacts p where p.id = ${contactId} and p.deleted_at is null`;
  if (!contact) return no(refused("not_found", { what: "contact" }));
  if (contact.blocked) return no(refused("contact_blocked"));
  return contact.reachable ? { ok: true, id: contact.id } : no(refused("no_reply_channel"));
}

async function made(
  { tx, member }: Context,
  contact: Extract<Contact, { newId: string }>,
  { connectionId, channel }: { connectionId: string; channel: Channel },
): Promise<Reached> {
  const { newId: contactId, name, phone, foreign } = contact;
  const email = contact.email ?? null;
  const fault = addressFault(channel, { phone, foreign, email: email ?? "" });
  if (fault) return no(refused("bad_input", { field: `contact.${fault.field}`, reason: fault.reason }));
  const e164 = toE164(phone, foreign)!;
  const [registered] = await tx<{ contact_id: string; conversation_id: string | null; ticket_id: string | null }[]>`
    select i.contact_id, c.id as conversation_id, c.ticket_id from contact_identities i
    left join conversations c on c.contact_id = i.contact_id and c.connection_id = ${connectionId}
    where i.scope = ${member.workspaceId} and i.kind = 'phone' and i.value_key = ${
    phoneKey(e164)
  } and i.deleted_at is null`;
  if (registered) {
    return no(
      refused("conversation_exists", {
        contactId: registered.contact_id,
        conversationId: registered.conversation_id,
        ticketId: registered.ticket_id,
      }),
    );
  }
  await tx`
    insert into contacts (id, workspace_id, name, phone, email, source)
    values (${contactId}, ${member.workspaceId}, ${name}, ${e164}, ${email}, 'member')`;
  // Without "on conflict": of two at once with one number the second collides, looks again and is told (run.ts).
  await tx`
    insert into contact_identities (id, workspace_id, contact_id, kind, value, scope, value_key)
    values (${newId()}, ${member.workspaceId}, ${contactId}, 'phone', ${e164}, ${member.workspaceId}, ${
    phoneKey(e164)
  })`;
  const after = { name, phone: e164, ...(email ? { email } : {}) };
  await record(tx, member.workspaceId, { kind: "member", id: member.id }, "contact_created", { contactId }, {}, after);
  return { ok: true, id: contactId };
}
