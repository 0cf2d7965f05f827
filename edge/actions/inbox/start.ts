import type { Actions } from "@domain/action.ts";
import { CAPABILITIES, type Channel } from "@domain/channel.ts";
import { newId } from "@domain/ids.ts";
import { phoneKey, toE164 } from "@domain/phone.ts";
import { can } from "@domain/policy.ts";
import { lockConversation, ticketById } from "../../facts/conversation.ts";
import { record } from "../../facts/record.ts";
import { openTicket } from "../../facts/ticket.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";

/**
 * STA-10, STA-16, X-11: starts a conversation with a contact or a number. With a number that is registered already the
 * answer is `conversation_exists`, with what to open. The first message follows as its own action, so it may wait for
 * a template while the ticket is there.
 */
export async function start(ctx: Context, input: Actions["conversation.start"]): Promise<Outcome> {
  const { tx, member } = ctx;
  if (!can(member, "chat.start")) return refused("forbidden", { permission: "chat.start" });
  const [connection] = await tx<{ channel: Channel; status: string }[]>`
    select channel, status from connections where id = ${input.connectionId} and deleted_at is null`;
  if (!connection) return refused("not_found", { what: "connection" });
  if (connection.status !== "active") return refused("connection_off", { status: connection.status });
  // A visitor can only be reached where they wrote from: web chat starts on the site.
  if (connection.channel === "webchat") return refused("no_reply_channel", { channel: connection.channel });
  const contact = await contactToReach(ctx, input);
  if (!contact.ok) return contact.outcome;
  await tx`
    insert into conversations (id, workspace_id, contact_id, connection_id, channel, has_window)
    values (${input.conversationId}, ${member.workspaceId}, ${contact.id}, ${input.connectionId}, ${connection.channel}, ${
    CAPABILITIES[connection.channel].hasWindow
  })
    on conflict (connection_id, contact_id) do nothing`;
  const [row] = await tx<
    { id: string }[]
  >`select id from conversations where connection_id = ${input.connectionId} and contact_id = ${contact.id}`;
  const conversation = (await lockConversation(tx, row!.id))!;
  const ticket = conversation.ticket_id ? await ticketById(tx, conversation.ticket_id) : undefined;
  if (ticket && ticket.status !== "closed") {
    return refused("conversation_exists", { conversationId: conversation.id, ticketId: ticket.id });
  }
  await openTicket(tx, member.workspaceId, conversation, {
    id: input.ticketId,
    state: { status: "in_progress", agent_id: member.id, department_id: input.departmentId },
    by: { kind: "member", id: member.id },
  });
  return {
    ...DONE,
    ok: true,
    data: { conversationId: conversation.id, ticketId: input.ticketId, contactId: contact.id },
  };
}

type Reached = { ok: true; id: string } | { ok: false; outcome: Outcome };

async function contactToReach(ctx: Context, input: Actions["conversation.start"]): Promise<Reached> {
  const { tx, member } = ctx;
  const no = (outcome: Outcome): Reached => ({ ok: false, outcome });
  if ("id" in input.contact) {
    const [contact] = await tx<{ id: string; blocked: boolean; reachable: boolean }[]>`
      select p.id, p.blocked_at is not null as blocked, exists (select from contact_identities i where i.contact_id = p.id
        and i.deleted_at is null and i.kind in ('phone', 'wa_user')) as reachable
      from contacts p where p.id = ${input.contact.id} and p.deleted_at is null`;
    if (!contact) return no(refused("not_found", { what: "contact" }));
    if (contact.blocked) return no(refused("contact_blocked"));
    return contact.reachable ? { ok: true, id: contact.id } : no(refused("no_reply_channel"));
  }
  const { newId: id, name, phone, foreign } = input.contact;
  const e164 = toE164(phone, foreign);
  if (!e164) return no(refused("bad_input", { field: "contact.phone", reason: "not a phone number" }));
  const [known] = await tx<{ contact_id: string; conversation_id: string | null; ticket_id: string | null }[]>`
    select i.contact_id, c.id as conversation_id, c.ticket_id from contact_identities i
    left join conversations c on c.contact_id = i.contact_id and c.connection_id = ${input.connectionId}
    where i.scope = ${member.workspaceId} and i.kind = 'phone' and i.value_key = ${
    phoneKey(e164)
  } and i.deleted_at is null`;
  if (known) {
    return no(
      refused("conversation_exists", {
        contactId: known.contact_id,
        conversationId: known.conversation_id,
        ticketId: known.ticket_id,
      }),
    );
  }
  await tx`insert into contacts (id, workspace_id, name, phone) values (${id}, ${member.workspaceId}, ${name}, ${e164})`;
  await tx`
    insert into contact_identities (id, workspace_id, contact_id, kind, value, scope, value_key)
    values (${newId()}, ${member.workspaceId}, ${id}, 'phone', ${e164}, ${member.workspaceId}, ${phoneKey(e164)})`;
  await record(tx, member.workspaceId, { kind: "member", id: member.id }, "contact_created", { contactId: id }, {}, {
    name,
    phone: e164,
  });
  return { ok: true, id };
}
