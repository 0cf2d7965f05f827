import type { Actions } from "@domain/action.ts";
import { can } from "@domain/policy.ts";
import { importContacts } from "../../contacts/import_contacts.ts";
import { record } from "../../facts/record.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";

/** CON-02, CON-09: one batch of a sheet. `data`: how many became what, and the lines that did not. */
export async function importBatch(ctx: Context, input: Actions["contact.import"]): Promise<Outcome> {
  const { tx, member } = ctx;
  if (!can(member, "contacts.import")) return refused("forbidden", { permission: "contacts.import" });
  const tags = await tx<{ id: string }[]>`
    select id from tags where id = any(${input.tagIds}::uuid[]) and deleted_at is null`;
  const done = await importContacts(tx, member.workspaceId, input.lines, input.onDuplicate, tags.map(({ id }) => id));
  const { created, updated } = done;
  if (created + updated > 0) {
    const by = { kind: "member" as const, id: member.id };
    const after = { importId: input.importId, created, updated };
    await record(tx, member.workspaceId, by, "contacts_imported", {}, {}, after);
  }
  return { ok: true, data: done };
}

/** Contacts leave as a file: the pages themselves are the list's, which every member has. Who took how many is kept. */
export async function exportContacts(ctx: Context, input: Actions["contact.export"]): Promise<Outcome> {
  const { tx, member } = ctx;
  if (!can(member, "contacts.export")) return refused("forbidden", { permission: "contacts.export" });
  const { format, count, narrowed } = input;
  const by = { kind: "member" as const, id: member.id };
  await record(tx, member.workspaceId, by, "contacts_exported", {}, {}, { format, count, narrowed });
  return DONE;
}
