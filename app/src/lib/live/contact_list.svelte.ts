import type { ContactList, ContactQuery, ContactRow } from "./contacts_api.ts";
import type { LeaderClient } from "./rpc.ts";
import type { ContactListAnswer } from "./rpc_types.ts";

/** Rows asked for beyond those in sight, so that a flick finds them there. */
const AROUND = 40;

/** A live window into the contacts that lie in the worker, which asks the server for more when its end comes near. */
export class LiveContactList implements ContactList {
  readonly #client: LeaderClient;
  readonly #onClose: (list: LiveContactList) => void;
  #query = $state.raw<ContactQuery>({ sort: "name" });
  #answer = $state.raw<ContactListAnswer>();
  #indexes = $state.raw(new Map<string, number>());
  // What steers the asking is not for screens to react to.
  #first = 0;
  #last = AROUND;
  #find: string | undefined;
  #asking: Promise<void> | undefined;
  #stale = false;
  #bringing = false;
  #closed = false;

  constructor(client: LeaderClient, query: ContactQuery, onClose: (list: LiveContactList) => void) {
    this.#client = client;
    this.#query = query;
    this.#onClose = onClose;
    void this.refresh();
    void this.#bring();
  }

  get query(): ContactQuery {
    return this.#query;
  }
  set query(query: ContactQuery) {
    if (JSON.stringify(query) === JSON.stringify(this.#query)) return;
    this.#query = query;
    this.#first = 0;
    this.#last = AROUND;
    void this.refresh();
    void this.#bring();
  }

  get total(): number {
    return this.#answer?.total ?? 0;
  }
  get serverTotal(): number | undefined {
    return this.#answer?.serverTotal;
  }
  get loading(): boolean {
    return this.#answer === undefined;
  }

  row(index: number): ContactRow | undefined {
    return this.#answer?.rows[index - this.#answer.first];
  }
  idAt(index: number): string | undefined {
    return this.row(index)?.contact.id;
  }
  indexOf(contactId: string): number {
    const index = this.#indexes.get(contactId);
    if (index !== undefined) return index;
    if (this.#find !== contactId) {
      this.#find = contactId;
      queueMicrotask(() => void this.refresh());
    }
    return -1;
  }

  show(first: number, last: number): void {
    if (first < this.#first || last > this.#last) {
      this.#first = Math.max(0, first - AROUND);
      this.#last = last + AROUND;
      void this.refresh();
    }
    if (this.#isNearEnd()) void this.#bring();
  }

  close(): void {
    this.#closed = true;
    this.#onClose(this);
  }

  /** Asks again; at most one question is under way. Ends when nothing is left to ask. */
  refresh(): Promise<void> {
    this.#stale = true;
    return this.#asking ??= this.#ask();
  }

  async #ask(): Promise<void> {
    while (this.#stale && !this.#closed) {
      this.#stale = false;
      const query = $state.snapshot(this.#query);
      const request = { query, first: this.#first, last: this.#last, find: this.#find };
      try {
        const answer = await this.#client.call("contacts", request);
        if (JSON.stringify(query) === JSON.stringify(this.#query)) this.#take(answer);
      } catch (cause) {
        if (!this.#closed) console.error("contacts: no answer", cause);
      }
    }
    // In the same turn as the last look at `stale`: what asks after it begins anew.
    this.#asking = undefined;
  }

  #take(answer: ContactListAnswer): void {
    const indexes = new Map(answer.rows.map((row, at) => [row.contact.id, answer.first + at]));
    if (answer.found && answer.found.index >= 0) indexes.set(answer.found.id, answer.found.index);
    this.#answer = answer;
    this.#indexes = indexes;
  }

  #isNearEnd(): boolean {
    return this.#answer !== undefined && !this.#answer.isDone && this.#last >= this.#answer.reach;
  }

  /** Page after page, until the rows in sight are complete or the server has no more. */
  async #bring(): Promise<void> {
    if (this.#bringing) return;
    this.#bringing = true;
    try {
      let query: ContactQuery;
      let hasMore: boolean;
      do {
        query = $state.snapshot(this.#query);
        hasMore = await this.#client.call("moreContacts", { query });
        await this.refresh();
      } while (
        !this.#closed && (query !== this.#query && JSON.stringify(query) !== JSON.stringify(this.#query) ||
          (hasMore && this.#isNearEnd()))
      );
    } catch (cause) {
      // What is here goes on showing; the next scroll or change asks again.
      if (!this.#closed) console.warn("contacts: no further page", cause);
    } finally {
      this.#bringing = false;
    }
  }
}
