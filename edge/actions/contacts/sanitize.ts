import type { Actions } from "@domain/action.ts";
import { can, type Permission } from "@domain/policy.ts";
import { checkClosingFields } from "../../closing/fields.ts";
import { lockConversation, ticketById } from "../../facts/conversation.ts";
import { applyMove } from "../../facts/move.ts";
import { record } from "../../facts/record.ts";
import type { Context, Outcome } from "../context.ts";
import { refused } from "../context.ts";
import { addPhone } from "./phone.ts";

/** It closes other people's tickets. */
const NEEDED: Permission[] = ["contacts.edit", "chat.manageOthers", "chat.close"];

/**
 * CTP-20, X-39: for a record that got into disorder. Its tickets close in every department, without message, rating or
 * flow; the number is an address again and the first address is the number; nothing waits unread.
 * `data.closed`: how many tickets.
 */
export async function sanitizeContact(ctx: Context, input: Actions["contact.sanitize"]): Promise<Outcome> {
  const { tx, member } = ctx;
  const { contactId } = input;
  const lacks = NEEDED.find((permission) => !can(member, permission));
  if (lacks) return refused("forbidden", { permission: lacks });
  const [contact] = await tx<{ phone: string | null }[]>`
    select phone from contacts where id = ${contactId} and deleted_at is null for update`;
  if (!contact) return refused("not_found", { what: "contact" });
  const threads = await tx<{ id: string }[]>`
    select id from conversations where contact_id = ${contactId} and deleted_at is null order by id`;
  const protocols: string[] = [];
  for (const { id } of threads) {
    const protocol = await closeIn(ctx, id);
    if (protocol !== undefined) protocols.push(protocol);
  }
  if (contact.phone !== null) await addPhone(tx, member.workspaceId, contactId, contact.phone);
  await tx`
    update contacts set name = trim(name), phone = coalesce(phone, (
      select value from contact_identities where contact_id = ${contactId} and kind = 'phone' and deleted_at is null
      order by created_at limit 1))
    where id = ${contactId}`;
  const by = { kind: "member" as const, id: member.id };
  await record(tx, member.workspaceId, by, "contact_sanitized", { contactId }, {}, { protocols });
  return { ok: true, data: { closed: protocols.length } };
}

/** Closes the open ticket of one conversation, if there is one; answers its protocol. */
async function closeIn({ tx, member }: Context, conversationId: string): Promise<string | undefined> {
  const conversation = await lockConversation(tx, conversationId);
  const ticket = conversation?.ticket_id ? await ticketById(tx, conversation.ticket_id) : undefined;
  await tx`update conversations set unread = 0 where id = ${conversationId}`;
  if (!ticket || ticket.status === "closed") return undefined;
  const by = { kind: "member" as const, id: member.id };
  await applyMove(tx, member.workspaceId, ticket, { type: "close" }, { by, more: { reason: "sanitized" } });
  // nobody is there to fill them.
  const fields = await checkClosingFields(tx, ticket.id, {});
  if (fields.ok && fields.missing.length > 0) {
    await tx`update tickets set fields_pending = true where id = ${ticket.id}`;
  }
  return ticket.protocol;
}
