import type { Row } from "@domain/rows.ts";
import type { ContactList, ContactQuery, ContactRow, ListRow, Person } from "#lib/live/desk_api.ts";
import { id } from "./ids.ts";

export const MARINAS_NUMBER: Row<"contact_identities"> = {
  id: id(16, 0),
  deleted_at: null,
  contact_id: id(10, 0),
  connection_id: id(4, 0),
  kind: "phone",
  value: "+5531900001147",
};

/** The contacts of the gallery's rows, whatever is asked. */
export function sampleContacts(rows: readonly ListRow[], query: ContactQuery): ContactList {
  const all = rows.map(({ contact, conversation }): ContactRow => ({
    contact,
    lastAt: Date.parse(conversation.last_message_at ?? contact.created_at),
    pending: false,
  }));
  return {
    query,
    total: all.length,
    serverTotal: all.length,
    loading: false,
    row: (index) => all[index],
    idAt: (index) => all[index]?.contact.id,
    indexOf: (id) => all.findIndex(({ contact }) => contact.id === id),
    show: () => {},
    close: () => {},
  };
}

export function samplePerson(rows: readonly ListRow[], contactId: string): Person {
  const own = rows.filter(({ contact }) => contact.id === contactId);
  const tickets: Row<"tickets">[] = own.map(({ ticket }) => ticket);
  return {
    contact: own[0]?.contact,
    identities: [],
    observations: [],
    conversations: own.map(({ conversation }) => conversation),
    tickets,
    events: [],
    involved: [],
    loading: false,
    missing: own.length === 0,
    close: () => {},
  };
}
