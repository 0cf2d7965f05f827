/** A contact with what waits in the outbox laid over. Pure. */
import type { Actions } from "@domain/action.ts";
import { NO_DETAILS, patched, retagged } from "@domain/contact.ts";
import type { Row } from "@domain/rows.ts";
import type { Pending } from "./overlay_messages.ts";

/** `me` is the author of all that waits. Undefined when it is to be deleted, or was never there. */
export function overlayContact(
  contact: Row<"contacts"> | undefined,
  pending: readonly Pending[],
  me: string,
): Row<"contacts"> | undefined {
  let result = contact;
  for (const { action, held } of pending) {
    if (held) continue;
    if (action.type === "contact.create") result ??= created(action);
    if (!result || !("contactId" in action) || action.contactId !== result.id) continue;
    if (action.type === "contact.update") result = updated(result, action);
    if (action.type === "contact.block") {
      result = { ...result, blocked_at: result.blocked_at ?? action.composedAt, blocked_by: me };
    }
    if (action.type === "contact.unblock") result = { ...result, blocked_at: null, blocked_by: null };
    if (action.type === "contact.delete") return undefined;
  }
  return result;
}

function created(action: Actions["contact.create"]): Row<"contacts"> {
  const { contactId: id, name, phone, email, composedAt } = action;
  return {
    id,
    deleted_at: null,
    name,
    profile_name: null,
    phone,
    email,
    ...NO_DETAILS,
    source: "member",
    created_at: composedAt,
  };
}

function updated(contact: Row<"contacts">, action: Actions["contact.update"]): Row<"contacts"> {
  const or = <T>(value: T | undefined, before: T): T => value === undefined ? before : value;
  return {
    ...contact,
    name: action.name ?? contact.name,
    email: or(action.email, contact.email),
    phone: or(action.phone, contact.phone),
    birth_date: or(action.birthDate, contact.birth_date),
    cpf: or(action.cpf, contact.cpf),
    rg: or(action.rg, contact.rg),
    customer_code: or(action.customerCode, contact.customer_code),
    address: or(action.address, contact.address),
    fields: patched(contact.fields, action.fields ?? {}),
    extra: patched(contact.extra, action.extra ?? {}),
    tag_ids: retagged(contact.tag_ids, action.addTagIds ?? [], action.removeTagIds ?? []),
    receives_broadcast: action.receivesBroadcast ?? contact.receives_broadcast,
    bot_blocked: action.botBlocked ?? contact.bot_blocked,
    owner_id: or(action.ownerId, contact.owner_id),
  };
}

/** A contact's observations, newest first. */
export function overlayObservations(
  rows: readonly Row<"observations">[],
  pending: readonly Pending[],
  me: string,
): Row<"observations">[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const { action, held } of pending) {
    if (held) continue;
    if (action.type === "observation.delete") byId.delete(action.observationId);
    if (action.type !== "observation.save") continue;
    const before = byId.get(action.observationId);
    byId.set(action.observationId, {
      id: action.observationId,
      deleted_at: null,
      contact_id: action.contactId,
      text: action.text,
      due_date: action.dueDate,
      forward_to: action.forwardTo,
      author_id: before?.author_id ?? me,
      created_at: before?.created_at ?? action.composedAt,
    });
  }
  return [...byId.values()].sort((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at));
}
