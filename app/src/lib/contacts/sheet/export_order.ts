import type { ContactQuery, Desk } from "#lib/live/desk_api.ts";
import { m } from "../../../paraglide/messages.js";
import type { ExportOrder, Format } from "./sheet_types.ts";

/** What the worker needs to write the contacts of a filter in this language, with names in place of ids. */
export function exportOrder(desk: Desk, query: ContactQuery, format: Format, locale: "pt-BR" | "en"): ExportOrder {
  const { contactFields: fields, tags, members } = desk.config;
  const names = (rows: Iterable<{ id: string; name: string }>) =>
    Object.fromEntries([...rows].map(({ id, name }) => [id, name]));
  return {
    format,
    query: {
      ...(query.search ? { q: query.search } : {}),
      ...(query.tagId ? { tag: query.tagId } : {}),
      ...(query.blockedOnly ? { blocked: "1" } : {}),
    },
    // In the order of `contactCells`.
    headings: [
      m.contacts_field_name(),
      m.contacts_field_phone(),
      m.contacts_field_email(),
      m.contacts_field_birth(),
      m.contacts_field_cpf(),
      m.contacts_field_rg(),
      m.contacts_field_code(),
      m.contacts_field_address(),
      ...fields.map((field) => field.name),
      m.people_export_nickname(),
      m.contacts_col_tags(),
      m.contacts_owner(),
      m.contacts_extra(),
      m.contacts_broadcast(),
      m.contacts_col_blocked(),
      m.people_export_since(),
    ],
    words: {
      yes: m.contacts_yes(),
      no: m.contacts_no(),
      tags: names(tags.values()),
      members: names(members.values()),
      fields: fields.map(({ key, type }) => ({ key, type })),
      locale,
      sheet: m.contacts_title(),
    },
  };
}
