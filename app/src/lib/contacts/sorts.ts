import type { ContactSort } from "#lib/live/contacts_api.ts";
import { m } from "../../paraglide/messages.js";

const NAMES = {
  name: m.contacts_sort_name,
  recent: m.contacts_sort_recent,
  added: m.contacts_sort_added,
} satisfies Record<ContactSort, () => string>;

export const SORTS: ContactSort[] = ["name", "recent", "added"];
export const sortName = (sort: ContactSort) => NAMES[sort]();
