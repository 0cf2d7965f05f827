/** The contacts in every order asked for, for their own page. Costs nothing until somebody opens that page. */
import type { Row } from "@domain/rows.ts";
import { fold, matcher } from "@domain/fold.ts";
import { Sorted } from "./sorted.ts";

export type ContactSort = "name" | "recent" | "added";
export type ContactFilter = {
  /** Name, nickname, e-mail, code, CPF or number (ninth digit ignored); accents and case ignored. */
  search?: string | undefined;
  tagId?: string | undefined;
  blockedOnly?: boolean | undefined;
};
export type ContactQuery = ContactFilter & { sort: ContactSort };

/** A contact, overlaid, with the keys it is sorted and searched by. Replaced, never changed. */
export type ContactEntry = {
  id: string;
  contact: Row<"contacts">;
  folded: string;
  sortName: string;
  /** Latest message in a conversation that this member sees; 0 when none is known. */
  lastAt: number;
  addedAt: number;
  pending: boolean;
};

type Source = {
  ids: () => Iterable<string>;
  contact: (id: string) => Row<"contacts"> | undefined;
  folded: (contact: Row<"contacts">) => string;
  conversations: (id: string) => readonly Row<"conversations">[];
  isPending: (id: string) => boolean;
};

/** From here on one sort is cheaper than so many insertions into a long array. */
const MANY = 300;

const COMPARE: Record<ContactSort, (a: ContactEntry, b: ContactEntry) => number> = {
  name: (a, b) => byText(a.sortName, b.sortName) || byText(a.id, b.id),
  recent: (a, b) => b.lastAt - a.lastAt || COMPARE.name(a, b),
  added: (a, b) => b.addedAt - a.addedAt || COMPARE.name(a, b),
};

export class ContactBook {
  readonly #source: Source;
  #entries = new Map<string, ContactEntry>();
  #orders = new Map<ContactSort, Sorted<ContactEntry>>();
  #dirty: Set<string> | undefined;
  #answers = new Map<string, readonly ContactEntry[]>();
  /** What is known from the server of conversations that are not here. */
  #told = new Map<string, number>();

  constructor(source: Source) {
    this.#source = source;
  }

  touch(id: string): void {
    this.#dirty?.add(id);
  }

  clear(): void {
    this.#entries.clear();
    this.#orders.clear();
    this.#answers.clear();
    this.#told.clear();
    this.#dirty = undefined;
  }

  /** When these contacts wrote or were written to last, by id, where the server knows better. */
  tell(lastAt: Record<string, string>): void {
    for (const [id, at] of Object.entries(lastAt)) {
      this.#told.set(id, Date.parse(at));
      this.touch(id);
    }
  }

  /** All contacts that match, in order. Good until the next change. */
  answer(query: ContactQuery): readonly ContactEntry[] {
    this.#refresh();
    const key = JSON.stringify(query);
    let answer = this.#answers.get(key);
    if (!answer) {
      answer = narrowed(this.#order(query.sort).items, query);
      // Scrolling asks for one answer again and again; typing never comes back to one.
      this.#answers = new Map([[key, answer]]);
    }
    return answer;
  }

  entry(id: string): ContactEntry | undefined {
    this.#refresh();
    return this.#entries.get(id);
  }

  #refresh(): void {
    const dirty = this.#dirty ?? new Set(this.#source.ids());
    this.#dirty ??= new Set();
    if (dirty.size === 0) return;
    this.#answers.clear();
    const many = dirty.size > MANY;
    if (many) this.#orders.clear();
    for (const id of dirty) {
      const old = this.#entries.get(id);
      const next = this.#make(id);
      if (next) this.#entries.set(id, next);
      else this.#entries.delete(id);
      for (const order of this.#orders.values()) order.replace(old, next);
    }
    this.#dirty.clear();
  }

  #make(id: string): ContactEntry | undefined {
    const contact = this.#source.contact(id);
    if (!contact) return undefined;
    return {
      id,
      contact,
      folded: this.#source.folded(contact),
      sortName: fold(contact.name),
      lastAt: Math.max(this.#told.get(id) ?? 0, ...this.#source.conversations(id).map(lastMessageAt)),
      addedAt: Date.parse(contact.created_at),
      pending: this.#source.isPending(id),
    };
  }

  #order(sort: ContactSort): Sorted<ContactEntry> {
    let order = this.#orders.get(sort);
    if (!order) {
      order = new Sorted(COMPARE[sort], [...this.#entries.values()]);
      this.#orders.set(sort, order);
    }
    return order;
  }
}

function lastMessageAt({ last_message_at: at }: Row<"conversations">): number {
  return at === null ? 0 : Date.parse(at);
}

function narrowed(items: readonly ContactEntry[], filter: ContactFilter): readonly ContactEntry[] {
  const { tagId, blockedOnly } = filter;
  const matches = matcher(filter.search ?? "");
  if (tagId === undefined && !blockedOnly && !matches) return items.slice();
  return items.filter(({ contact, folded }) =>
    (tagId === undefined || contact.tag_ids.includes(tagId)) &&
    (!blockedOnly || contact.blocked_at !== null) &&
    (!matches || matches(folded))
  );
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
