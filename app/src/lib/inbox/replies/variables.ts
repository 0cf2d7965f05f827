import { imageOf } from "@domain/field_image.ts";
import { type VariableValues, variableValues } from "@domain/reply_variables.ts";
import type { Desk } from "#lib/live/desk_api.ts";
import { protocol } from "#lib/i18n/format.ts";
import type { TicketView } from "../page/ticket_view.svelte.ts";

/** What `{nome}` and its like mean in this ticket (CMP-09, CMP-10): the document's fields of this moment, also offline. */
export function valuesIn(desk: Desk, { contact, ticket, document }: TicketView): VariableValues {
  const written = document.doc.getMap<string>("fields");
  const person = desk.config.contactFields.map(({ key, name, type }) => {
    const value = contact?.fields[key] ?? "";
    return { name, value: type === "image" ? (imageOf(value) ?? "") : value };
  });
  const own = desk.config.fields.map(({ key, name }) => ({
    name,
    value: written.get(key) ?? ticket?.fields[key] ?? "",
  }));
  return variableValues({
    contact: contact ?? { name: "", phone: null, email: null },
    protocol: protocol(ticket?.protocol ?? ""),
    agent: desk.me.name,
    department: ticket?.department_id ? desk.config.departments.get(ticket.department_id)?.name ?? "" : "",
    company: desk.config.workspace?.name ?? "",
    // Of one name the ticket's stands: it is about this attendance.
    fields: [...person, ...own],
  });
}
