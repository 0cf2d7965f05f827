/** What the contacts' page asks: from memory at once, and page by page from the server what is not here. */
import type { RowsEvent } from "@domain/feed.ts";
import type { Row } from "@domain/rows.ts";
import type { ContactEntry, ContactQuery } from "@db/cache/contact_book.ts";
import { fold } from "@domain/fold.ts";
import type { Mirror } from "@db/cache/mirror.ts";
import { get } from "../../api/client.ts";
import type { ContactAnswer, ContactListAnswer, ContactListRequest } from "../rpc_types.ts";
import type { CacheQueue } from "./cache_queue.ts";
import type { OnDemand } from "./on_demand.ts";

const EVENTS = 100;
/** Filters asked lately whose pages are remembered. */
const REMEMBERED = 20;

type Deps = {
  mirror: Mirror;
  queue: CacheQueue;
  ready: Promise<void>;
  onDemand: OnDemand;
  /** Lists changed although no row did. */
  changed: () => void;
};
/** How far the server's pages of one filter have come. */
type Reach = { name: string; id: string; isDone: boolean; total: number | undefined };

export class ContactAnswers {
  readonly #deps: Deps;
  #reached = new Map<string, Reach>();
  #asking = new Map<string, Promise<boolean>>();
  #involved = new Map<string, string[]>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** The mirror was emptied: what was brought page by page is gone with it. */
  forget(): void {
    this.#reached.clear();
    this.#involved.clear();
  }

  list({ query, first, last, find }: ContactListRequest): ContactListAnswer {
    const entries = this.#deps.mirror.contactBook.answer(query);
    const reach = this.#reached.get(filterOf(query));
    const from = Math.max(0, first);
    return {
      first: from,
      rows: entries.slice(from, last + 1).map(({ contact, lastAt, pending }) => ({ contact, lastAt, pending })),
      total: entries.length,
      serverTotal: reach?.total,
      isDone: reach?.isDone ?? false,
      reach: reach ? reachedIndex(entries, query, reach) : 0,
      found: find === undefined ? undefined : { id: find, index: entries.findIndex(({ id }) => id === find) },
    };
  }

  /** Brings the next page of a filter. Answers false when the server has no more, or did not answer. */
  more(query: ContactQuery): Promise<boolean> {
    const key = filterOf(query);
    const asked = this.#asking.get(key) ?? this.#fetch(key, query).finally(() => this.#asking.delete(key));
    this.#asking.set(key, asked);
    return asked;
  }

  async #fetch(key: string, query: ContactQuery): Promise<boolean> {
    await this.#deps.ready;
    return await this.#deps.onDemand.fetching((take) => this.#page(key, query, take));
  }

  async #page(key: string, query: ContactQuery, take: (event: RowsEvent) => void): Promise<boolean> {
    const { search, tagId, blockedOnly } = query;
    const reach = this.#reached.get(key);
    if (reach?.isDone) return false;
    const ask = new URLSearchParams({
      ...(search ? { q: search } : {}),
      ...(tagId ? { tag: tagId } : {}),
      ...(blockedOnly ? { blocked: "1" } : {}),
      ...(reach ? { afterName: reach.name, afterId: reach.id } : {}),
    });
    type Page = { contacts: Row<"contacts">[]; last: Record<string, string>; hasMore: boolean; total?: number };
    const answer = await get<Page>(`/api/contacts?${ask}`);
    if (!answer.ok) return false;
    const { contacts, last, hasMore, total } = answer.data;
    const end = contacts.at(-1);
    if (this.#reached.size >= REMEMBERED) this.#reached.clear();
    this.#reached.set(key, {
      name: end?.name ?? reach?.name ?? "",
      id: end?.id ?? reach?.id ?? "",
      isDone: !hasMore,
      total: total ?? reach?.total,
    });
    this.#deps.mirror.contactBook.tell(last);
    take({ table: "contacts", rows: contacts });
    this.#deps.changed();
    return hasMore;
  }

  async person(contactId: string): Promise<ContactAnswer> {
    const { mirror, queue, ready } = this.#deps;
    // Whom the list shows is shown at once; the rest of them follows when the cache is open.
    if (!mirror.contact(contactId)) await ready;
    const events = await queue.contactEvents(contactId, EVENTS);
    const tickets = mirror.ticketsOfContact(contactId, undefined);
    const agents = tickets.flatMap((ticket) => [ticket.agent_id, ticket.last_agent_id]);
    const involved = new Set([...this.#involved.get(contactId) ?? [], ...agents]);
    return {
      contact: mirror.contact(contactId),
      identities: mirror.identities(contactId),
      observations: mirror.observations(contactId),
      conversations: mirror.conversationsOfContact(contactId),
      tickets,
      events,
      involved: [...involved].filter((id) => id !== null),
    };
  }

  /** Everything of one contact from the server. False: it has none such; undefined: no answer. */
  async fetchPerson(contactId: string): Promise<boolean | undefined> {
    await this.#deps.ready;
    type Record = { rows: RowsEvent[]; involved: { memberId: string }[] };
    return await this.#deps.onDemand.fetching(async (take) => {
      const answer = await get<Record>(`/api/contacts/${contactId}`);
      if (!answer.ok) return answer.code === "not_found" ? false : undefined;
      this.#involved.set(contactId, answer.data.involved.map(({ memberId }) => memberId));
      for (const event of answer.data.rows) take(event);
      this.#deps.changed();
      return true;
    });
  }
}

/** Pages go by name whatever the order shown: one reach for all orders of a filter. */
function filterOf({ search, tagId, blockedOnly }: ContactQuery): string {
  return JSON.stringify([search ?? "", tagId ?? "", blockedOnly ?? false]);
}

/** How many rows from above are complete. In another order than by name the pages' rows fall anywhere: none is sure. */
function reachedIndex(entries: readonly ContactEntry[], { sort }: ContactQuery, reach: Reach): number {
  if (reach.isDone) return entries.length;
  if (sort !== "name") return 0;
  const name = fold(reach.name);
  const index = entries.findIndex((entry) => entry.sortName > name || (entry.sortName === name && entry.id > reach.id));
  return index < 0 ? entries.length : index;
}
