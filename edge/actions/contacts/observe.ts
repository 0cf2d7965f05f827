import type { Actions } from "@domain/action.ts";
import { can } from "@domain/policy.ts";
import { record } from "../../facts/record.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";

/** INT-07, INT-11. The event says that something was written, not what: events travel to everybody. */
export async function saveObservation(ctx: Context, input: Actions["observation.save"]): Promise<Outcome> {
  const { tx, member } = ctx;
  const { observationId, contactId, text, dueDate, forwardTo } = input;
  if (!can(member, "contacts.observe")) return refused("forbidden", { permission: "contacts.observe" });
  const [contact] = await tx`select 1 from contacts where id = ${contactId} and deleted_at is null`;
  if (!contact) return refused("not_found", { what: "contact" });
  if (forwardTo) {
    const [target] = await tx`select 1 from members where id = ${forwardTo} and status = 'active'`;
    if (!target) return refused("not_found", { what: "member" });
  }
  // One that was deleted meanwhile stays deleted: its author is told.
  const [saved] = await tx`
    insert into observations (id, workspace_id, contact_id, text, due_date, forward_to, author_id)
    values (${observationId}, ${member.workspaceId}, ${contactId}, ${text}, ${dueDate}, ${forwardTo}, ${member.id})
    on conflict (id) do update set text = excluded.text, due_date = excluded.due_date, forward_to = excluded.forward_to
      where observations.deleted_at is null and observations.contact_id = excluded.contact_id
    returning id`;
  if (!saved) return refused("not_found", { what: "observation" });
  const by = { kind: "member" as const, id: member.id };
  await record(tx, member.workspaceId, by, "observation_saved", { contactId }, {}, { observationId });
  return DONE;
}

/** INT-10. */
export async function deleteObservation(ctx: Context, input: Actions["observation.delete"]): Promise<Outcome> {
  const { tx, member } = ctx;
  const { observationId, contactId } = input;
  if (!can(member, "contacts.observe")) return refused("forbidden", { permission: "contacts.observe" });
  const [deleted] = await tx`
    update observations set deleted_at = clock_timestamp()
    where id = ${observationId} and contact_id = ${contactId} and deleted_at is null returning id`;
  if (!deleted) return refused("not_found", { what: "observation" });
  const by = { kind: "member" as const, id: member.id };
  await record(tx, member.workspaceId, by, "observation_deleted", { contactId }, { observationId });
  return DONE;
}
