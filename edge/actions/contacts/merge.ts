import type { Actions } from "@domain/action.ts";
import { can } from "@domain/policy.ts";
import { mergeContacts } from "../../contacts/merge_contacts.ts";
import { unmergeContacts } from "../../contacts/unmerge_contacts.ts";
import { record } from "../../facts/record.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";

/** Two records of one person become one; `contact.unmerge` takes it back for 30 days. */
export async function mergeContact(ctx: Context, input: Actions["contact.merge"]): Promise<Outcome> {
  const { tx, member } = ctx;
  if (!can(member, "contacts.merge")) return refused("forbidden", { permission: "contacts.merge" });
  const { contactId: keptId, otherId, mergeId } = input;
  if (keptId === otherId) return refused("bad_input", { field: "otherId", reason: "the same contact" });
  const merge = { id: mergeId, workspaceId: member.workspaceId, memberId: member.id, keptId, otherId };
  const done = await mergeContacts(tx, merge, input.take);
  if (!done.ok) return done;
  // Names are not kept here: an event outlives a person's data.
  const by = { kind: "member" as const, id: member.id };
  await record(tx, member.workspaceId, by, "contact_merged", { contactId: keptId }, {}, { mergeId, otherId });
  await afterwards(ctx, [keptId], done.threads);
  return DONE;
}

export async function unmergeContact(ctx: Context, input: Actions["contact.unmerge"]): Promise<Outcome> {
  const { tx, member } = ctx;
  if (!can(member, "contacts.merge")) return refused("forbidden", { permission: "contacts.merge" });
  const done = await unmergeContacts(tx, input.mergeId);
  if (!done.ok) return done;
  const { keptId, otherId } = done;
  const by = { kind: "member" as const, id: member.id };
  const after = { mergeId: input.mergeId, otherId };
  await record(tx, member.workspaceId, by, "contact_unmerged", { contactId: keptId }, {}, after);
  await afterwards(ctx, [keptId, otherId], done.threads);
  return { ok: true, data: { contactId: otherId } };
}

/** The pair is not suggested again. */
export async function tellApart(ctx: Context, input: Actions["contact.apart"]): Promise<Outcome> {
  const { tx, member } = ctx;
  if (!can(member, "contacts.merge")) return refused("forbidden", { permission: "contacts.merge" });
  const [a, b] = [input.contactId, input.otherId].sort();
  const found = await tx`select id from contacts where id = any(${[a!, b!]}::uuid[]) and deleted_at is null`;
  if (found.length !== 2) return refused("not_found", { what: "contact" });
  await tx`
    insert into contact_pairs_apart (workspace_id, a, b) values (${member.workspaceId}, ${a!}, ${b!})
    on conflict do nothing`;
  return DONE;
}

/** Providers hear whom we block; what waits in a queue that moved is sent from where it is now. */
async function afterwards(ctx: Context, contacts: string[], threads: string[]): Promise<void> {
  const { workspaceId } = ctx.member;
  for (const contactId of contacts) await ctx.enqueue("sync_block", { workspaceId, contactId });
  for (const conversationId of threads) await ctx.enqueue("deliver", { workspaceId, conversationId });
}
