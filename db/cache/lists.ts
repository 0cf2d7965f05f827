/** The entries of all conversations in every order and scope asked for lately, and the answers to list queries. */
import type { Actor } from "@domain/policy.ts";
import { matcher } from "@domain/fold.ts";
import type { Sort } from "@domain/view.ts";
import { COMPARE, type Entry, inScope, type ListCounts, type ListQuery, noCounts } from "./list_query.ts";
import { Sorted } from "./sorted.ts";

export type Answer = { entries: readonly Entry[]; counts: ListCounts };

/** What a view with its filters holds, before status, search and unread narrow it; follows every single change. */
type Scope = { query: ListQuery; actor: Actor; entries: Sorted<Entry>; counts: ListCounts };

/** From here on one sort is cheaper than so many insertions into a long array. */
const MANY = 300;
const REMEMBERED = 6;

export class Lists {
  #entries = new Map<string, Entry>();
  #orders = new Map<Sort, Sorted<Entry>>();
  #scopes = new Map<string, Scope>();
  /** Answers since the last change, for scrolling through one of them. */
  #answers = new Map<string, Answer>();

  get size(): number {
    return this.#entries.size;
  }

  entry(conversationId: string): Entry | undefined {
    return this.#entries.get(conversationId);
  }

  values(): Iterable<Entry> {
    return this.#entries.values();
  }

  change(changes: readonly (readonly [string, Entry | undefined])[]): void {
    this.#answers.clear();
    const many = changes.length > MANY;
    for (const [id, next] of changes) {
      const old = this.#entries.get(id);
      if (next) this.#entries.set(id, next);
      else this.#entries.delete(id);
      if (many) continue;
      for (const order of this.#orders.values()) order.replace(old, next);
      for (const scope of this.#scopes.values()) follow(scope, old, next);
    }
    if (!many) return;
    // Made again when somebody asks.
    this.#orders.clear();
    this.#scopes.clear();
  }

  clear(): void {
    for (const map of [this.#entries, this.#orders, this.#scopes, this.#answers]) map.clear();
  }

  /** All rows of a list in order, and the counts of its scope. Good until the next change. */
  answer(query: ListQuery, actor: Actor): Answer {
    return remember(this.#answers, JSON.stringify([query, actor]), () => this.#narrow(query, actor));
  }

  #narrow(query: ListQuery, actor: Actor): Answer {
    const { entries: { items }, counts } = this.#scope(query, actor);
    const { status, unreadOnly } = query;
    const matches = matcher(query.search ?? "");
    if (status === undefined && !unreadOnly && !matches) return { entries: items, counts: { ...counts } };
    const entries = items.filter((entry) =>
      (status === undefined || entry.ticket.status === status) &&
      (!unreadOnly || entry.conversation.unread > 0) &&
      (!matches || matches(entry.folded))
    );
    return { entries, counts: { ...counts } };
  }

  #scope(query: ListQuery, actor: Actor): Scope {
    const { status: _status, search: _search, unreadOnly: _unread, ...wide } = query;
    return remember(this.#scopes, JSON.stringify([wide, actor]), () => {
      const order = this.#order(query.sort);
      const inside = order.items.filter((entry) => inScope(query, entry, actor));
      const counts = noCounts();
      for (const entry of inside) count(counts, entry, 1);
      return { query, actor, counts, entries: new Sorted(COMPARE[query.sort], inside, true) };
    });
  }

  #order(sort: Sort): Sorted<Entry> {
    let order = this.#orders.get(sort);
    if (!order) {
      order = new Sorted(COMPARE[sort], [...this.#entries.values()]);
      this.#orders.set(sort, order);
    }
    return order;
  }
}

function follow(scope: Scope, old: Entry | undefined, next: Entry | undefined): void {
  const { query, actor, entries, counts } = scope;
  const before = old && inScope(query, old, actor) ? old : undefined;
  const after = next && inScope(query, next, actor) ? next : undefined;
  if (before) count(counts, before, -1);
  if (after) count(counts, after, 1);
  entries.replace(before, after);
}

function count(counts: ListCounts, { ticket, conversation }: Entry, by: 1 | -1): void {
  counts[ticket.status] += by;
  if (conversation.unread > 0) counts.unread += by;
}

/** Few are in use at a time: when there are many, none is worth keeping. */
function remember<V>(map: Map<string, V>, key: string, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    if (map.size >= REMEMBERED) map.clear();
    value = make();
    map.set(key, value);
  }
  return value;
}
