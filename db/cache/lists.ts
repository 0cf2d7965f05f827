/** The entries of all conversations in every order asked for so far, and windows of the answers. */
import type { Actor } from "@domain/policy.ts";
import { matcher } from "./fold.ts";
import { COMPARE, type Entry, inScope, type ListCounts, type ListQuery, noCounts, type Sort } from "./list_query.ts";
import { Sorted } from "./sorted.ts";

export type Answer = { entries: readonly Entry[]; counts: ListCounts };

/** From here on one sort is cheaper than so many insertions into a long array. */
const MANY = 300;
const REMEMBERED = 6;

export class Lists {
  #entries = new Map<string, Entry>();
  #orders = new Map<Sort, Sorted<Entry>>();
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
      if (!many) { for (const order of this.#orders.values()) order.replace(old, next); }
    }
    // Sorted again when somebody asks.
    if (many) this.#orders.clear();
  }

  clear(): void {
    this.#entries.clear();
    this.#orders.clear();
    this.#answers.clear();
  }

  /** All rows of a list in order, and the counts of its scope before status, search and unread narrow it. */
  answer(query: ListQuery, actor: Actor): Answer {
    const key = JSON.stringify([query, actor]);
    const known = this.#answers.get(key);
    if (known) return known;
    const answer = this.#scan(query, actor);
    if (this.#answers.size >= REMEMBERED) this.#answers.clear();
    this.#answers.set(key, answer);
    return answer;
  }

  #scan(query: ListQuery, actor: Actor): Answer {
    const counts = noCounts();
    const entries: Entry[] = [];
    const matches = matcher(query.search ?? "");
    for (const entry of this.#order(query.sort).items) {
      if (!inScope(query, entry, actor)) continue;
      const unread = entry.conversation.unread > 0;
      counts[entry.ticket.status]++;
      if (unread) counts.unread++;
      if (query.status !== undefined && entry.ticket.status !== query.status) continue;
      if (query.unreadOnly && !unread) continue;
      if (matches && !matches(entry.folded)) continue;
      entries.push(entry);
    }
    return { entries, counts };
  }

  #order(sort: Sort): Sorted<Entry> {
    let order = this.#orders.get(sort);
    if (!order) {
      order = new Sorted(COMPARE[sort], this.#entries.values());
      this.#orders.set(sort, order);
    }
    return order;
  }
}
