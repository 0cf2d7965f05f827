import type { Actions } from "@domain/action.ts";
import { mayBlock } from "@domain/contact.ts";
import { can } from "@domain/policy.ts";
import { record } from "../../facts/record.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";

type Reached = { has_window: boolean; free_text_until: string | null };

/**
 * BLK-01, BLK-03, X-24: from here on nothing goes out and nothing comes in. What was queued fails with the reason, so
 * that nobody waits for it; the provider is told by a job.
 */
export async function blockContact(ctx: Context, input: Actions["contact.block"]): Promise<Outcome> {
  const { tx, member } = ctx;
  if (!can(member, "contacts.edit")) return refused("forbidden", { permission: "contacts.edit" });
  const contact = await contactToBlock(ctx, input.contactId);
  if (!contact) return refused("not_found", { what: "contact" });
  if (contact.blocked) return DONE;
  const reached = await tx<Reached[]>`
    select has_window, iso(free_text_until) as free_text_until from conversations where contact_id = ${input.contactId}`;
  if (!mayBlock([...reached], contact.has_phone, Date.now())) {
    const last = reached.map((one) => one.free_text_until).filter((at) => at !== null).sort().at(-1);
    return refused("block_too_late", { since: last ?? null });
  }
  await tx`update contacts set blocked_at = clock_timestamp(), blocked_by = ${member.id} where id = ${input.contactId}`;
  await failQueued(ctx, input.contactId);
  await said(ctx, "contact_blocked", input.contactId);
  return DONE;
}

/** BLK-04: always possible. */
export async function unblockContact(ctx: Context, input: Actions["contact.unblock"]): Promise<Outcome> {
  const { tx, member } = ctx;
  if (!can(member, "contacts.edit")) return refused("forbidden", { permission: "contacts.edit" });
  const contact = await contactToBlock(ctx, input.contactId);
  if (!contact) return refused("not_found", { what: "contact" });
  if (!contact.blocked) return DONE;
  await tx`update contacts set blocked_at = null, blocked_by = null where id = ${input.contactId}`;
  await wakeLate(ctx, input.contactId);
  await said(ctx, "contact_unblocked", input.contactId);
  return DONE;
}

/** BLK-05: what fell due while they were blocked goes now, if it is not too late for it. */
async function wakeLate(ctx: Context, contactId: string): Promise<void> {
  const { workspaceId } = ctx.member;
  const due = await ctx.tx<{ id: string }[]>`
    select id from scheduled_messages where contact_id = ${contactId} and status = 'scheduled' and deleted_at is null
      and due_at <= clock_timestamp()`;
  for (const { id: scheduleId } of due) await ctx.enqueue("run_scheduled", { workspaceId, scheduleId });
}

async function contactToBlock({ tx }: Context, id: string) {
  const [contact] = await tx<{ blocked: boolean; has_phone: boolean }[]>`
    select blocked_at is not null as blocked, exists (select from contact_identities i where i.contact_id = contacts.id
      and i.kind in ('phone', 'wa_user') and i.deleted_at is null) as has_phone
    from contacts where id = ${id} and deleted_at is null for update`;
  return contact;
}

async function failQueued({ tx }: Context, contactId: string): Promise<void> {
  await tx`
    with failed as (
      update messages set status = 'failed', error_code = 'contact_blocked', error_text = ''
      where status = 'queued' and conversation_id in (select id from conversations where contact_id = ${contactId})
      returning id)
    update conversations set last_status = 'failed' where contact_id = ${contactId} and last_message_id in (select id from failed)`;
}

async function said(ctx: Context, type: "contact_blocked" | "contact_unblocked", contactId: string): Promise<void> {
  const { tx, member } = ctx;
  await record(tx, member.workspaceId, { kind: "member", id: member.id }, type, { contactId });
  await ctx.enqueue("sync_block", { workspaceId: member.workspaceId, contactId });
}
