import type { Actions } from "@domain/action.ts";
import { can } from "@domain/policy.ts";
import { eraseContact } from "../../contacts/erase_contact.ts";
import { record } from "../../facts/record.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";

/** Ids in one job's payload. */
const FILES = 200;

/** LGPD: `name` is typed by who does it. What is left behind is counts. */
export async function erase(ctx: Context, input: Actions["contact.erase"]): Promise<Outcome> {
  const { tx, member } = ctx;
  const { workspaceId } = member;
  if (!can(member, "contacts.erase")) return refused("forbidden", { permission: "contacts.erase" });
  const done = await eraseContact(tx, input.contactId, input.name);
  if (!done.ok) return done;
  const { conversations, messages, files } = done.erased;
  for (let from = 0; from < files.length; from += FILES) {
    await ctx.enqueue("erase_files", { workspaceId, mediaIds: files.slice(from, from + FILES) });
  }
  const counts = { conversations: conversations.length, messages, files: files.length };
  const by = { kind: "member" as const, id: member.id };
  await record(tx, workspaceId, by, "contact_erased", { contactId: input.contactId }, {}, counts);
  return DONE;
}
