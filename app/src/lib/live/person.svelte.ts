import type { Row } from "@domain/rows.ts";
import type { Person } from "./contacts_api.ts";
import type { LeaderClient } from "./rpc.ts";
import type { ContactAnswer } from "./rpc_types.ts";
import { provideView } from "./view_makers.ts";

const NOBODY: ContactAnswer = {
  contact: undefined,
  identities: [],
  observations: [],
  conversations: [],
  tickets: [],
  events: [],
  involved: [],
};

/** One contact as it is here, and once the server has answered all there is of it. */
export class LivePerson implements Person {
  readonly contactId: string;
  readonly #client: LeaderClient;
  readonly #onClose: (person: LivePerson) => void;
  #answer = $state.raw(NOBODY);
  #loading = $state(true);
  #missing = $state(false);
  #closed = false;

  constructor(client: LeaderClient, contactId: string, onClose: (person: LivePerson) => void) {
    this.#client = client;
    this.contactId = contactId;
    this.#onClose = onClose;
    void this.#open();
  }

  get contact(): Row<"contacts"> | undefined {
    return this.#answer.contact;
  }
  get identities(): Row<"contact_identities">[] {
    return this.#answer.identities;
  }
  get observations(): Row<"observations">[] {
    return this.#answer.observations;
  }
  get conversations(): Row<"conversations">[] {
    return this.#answer.conversations;
  }
  get tickets(): Row<"tickets">[] {
    return this.#answer.tickets;
  }
  get events(): Row<"events">[] {
    return this.#answer.events;
  }
  get involved(): string[] {
    return this.#answer.involved;
  }
  get loading(): boolean {
    return this.#loading;
  }
  get missing(): boolean {
    return this.#missing && this.#answer.contact === undefined;
  }

  close(): void {
    this.#closed = true;
    this.#onClose(this);
  }

  async refresh(): Promise<void> {
    if (this.#closed) return;
    try {
      this.#answer = await this.#client.call("person", { contactId: this.contactId });
    } catch (cause) {
      if (!this.#closed) console.error("contact: no answer", cause);
    }
  }

  async #open(): Promise<void> {
    await this.refresh();
    this.#loading = this.#answer.contact === undefined;
    try {
      const isThere = await this.#client.call("fetchPerson", { contactId: this.contactId });
      this.#missing = isThere !== true;
      await this.refresh();
    } catch (cause) {
      if (!this.#closed) console.warn("contact: only what is here", cause);
    }
    this.#loading = false;
  }
}
provideView("person", LivePerson);
