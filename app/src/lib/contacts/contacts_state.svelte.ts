import "#lib/live/contact_list.svelte.ts";
import type { ContactList, ContactQuery, ContactRow, Desk } from "#lib/live/desk_api.ts";
import type { Places } from "#lib/ui/list/places.ts";

/** Places around what is drawn whose rows are known. */
const AROUND = 64;
const KEY = "contacts:sort";
const SORTS = ["name", "recent", "added"] as const;

/** The contacts' list as the page holds it. The order is this person's habit; search and filters belong to the moment. */
export class ContactsState {
  readonly list: ContactList;
  #first = 0;
  #last = 0;

  constructor(desk: Desk) {
    const kept = localStorage.getItem(KEY);
    this.list = desk.contacts({ sort: SORTS.find((sort) => sort === kept) ?? "name" });
  }

  /** Ids by place, for the virtual list. */
  readonly ids: Places<string> = placesOf(() => this.list, () => [this.#first - AROUND, this.#last + AROUND]);

  row(contactId: string): ContactRow | undefined {
    return this.list.row(this.list.indexOf(contactId));
  }
  seen(from: number, until: number): void {
    this.#first = from;
    this.#last = until;
    this.list.show(from, until);
  }

  ask(change: Partial<ContactQuery>): void {
    this.list.query = { ...this.list.query, ...change };
    if (change.sort) localStorage.setItem(KEY, change.sort);
  }
  clear(): void {
    this.ask({ search: undefined, tagId: undefined, blockedOnly: undefined });
  }

  /** What narrows the list now. */
  isNarrowed = $derived.by(() => {
    const { search, tagId, blockedOnly } = this.list.query;
    return Boolean(search) || tagId !== undefined || Boolean(blockedOnly);
  });
  /** How many match: by the server, which knows all of them, else what is here. */
  count = $derived.by(() => Math.max(this.list.serverTotal ?? 0, this.list.total));
}

function placesOf(list: () => ContactList, near: () => [number, number]): Places<string> {
  return {
    get length() {
      return list().total;
    },
    at: (index) => (index < list().total ? list().idAt(index) : undefined),
    findIndex(test) {
      const [from, until] = near();
      for (let at = Math.max(0, from); at < Math.min(until, list().total); at++) {
        const id = list().idAt(at);
        if (id !== undefined && test(id)) return at;
      }
      return -1;
    },
  };
}
