import type { ContactList, ContactQuery, ContactRow } from "./contacts_api.ts";
import { RowWindow } from "./row_window.svelte.ts";
import type { LeaderClient } from "./rpc.ts";
import type { ContactListAnswer } from "./rpc_types.ts";
import { provideView } from "./view_makers.ts";

/** A live window into the contacts that lie in the worker, which asks the server for more when its end comes near. */
export class LiveContactList implements ContactList {
  readonly #client: LeaderClient;
  readonly #window: RowWindow<ContactQuery, ContactListAnswer>;
  readonly #onClose: (list: LiveContactList) => void;
  #answer = $state.raw<ContactListAnswer>();
  #indexes = $state.raw(new Map<string, number>());
  // What steers the asking is not for screens to react to.
  #bringing = false;

  constructor(client: LeaderClient, query: ContactQuery, onClose: (list: LiveContactList) => void) {
    this.#client = client;
    this.#onClose = onClose;
    this.#window = new RowWindow(query, {
      name: "contacts",
      ask: (request) => client.call("contacts", request),
      take: (answer: ContactListAnswer) => this.#take(answer),
    });
    this.refresh();
    void this.#bring();
  }

  get query(): ContactQuery {
    return this.#window.query;
  }
  set query(query: ContactQuery) {
    if (this.#window.change(query)) void this.#bring();
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
    if (index === undefined) this.#window.find(contactId);
    return index ?? -1;
  }

  show(first: number, last: number): void {
    this.#window.show(first, last);
    if (this.#isNearEnd()) void this.#bring();
  }

  close(): void {
    this.#window.close();
    this.#onClose(this);
  }

  refresh(): void {
    void this.#window.refresh();
  }

  #take(answer: ContactListAnswer): void {
    const indexes = new Map(answer.rows.map((row, at) => [row.contact.id, answer.first + at]));
    if (answer.found && answer.found.index >= 0) indexes.set(answer.found.id, answer.found.index);
    this.#answer = answer;
    this.#indexes = indexes;
  }

  #isNearEnd(): boolean {
    return this.#answer !== undefined && !this.#answer.isDone && this.#window.last >= this.#answer.reach;
  }

  /** Page after page, until the rows in sight are complete or the server has no more. */
  async #bring(): Promise<void> {
    if (this.#bringing) return;
    this.#bringing = true;
    try {
      let query: ContactQuery;
      let hasMore: boolean;
      do {
        query = this.query;
        hasMore = await this.#client.call("moreContacts", { query: $state.snapshot(query) });
        await this.#window.refresh();
      } while (!this.#window.closed && (query !== this.query || (hasMore && this.#isNearEnd())));
    } catch (cause) {
      // What is here goes on showing; the next scroll or change asks again.
      if (!this.#window.closed) console.warn("contacts: no further page", cause);
    } finally {
      this.#bringing = false;
    }
  }
}
provideView("contacts", LiveContactList);
