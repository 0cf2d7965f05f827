import type { Scheduled } from "@db/cache/overlay_scheduled.ts";
import type { Row } from "@domain/rows.ts";
import type { Thread, ThreadMessage } from "./thread_api.ts";
import { MOST_SHOWN, Past } from "./past.svelte.ts";
import type { LeaderClient } from "./rpc.ts";
import type { ThreadAnswer } from "./rpc_types.ts";
import { provideView } from "./view_makers.ts";

const PAGE = 50;

/** A conversation while its screen is open. */
export class LiveThread implements Thread {
  readonly conversationId: string;
  readonly #client: LeaderClient;
  readonly #onClose: (thread: LiveThread) => void;
  readonly #past: Past;
  #answer = $state.raw<ThreadAnswer | undefined>();
  #loadingOlder = $state.raw(false);
  #limit = PAGE;
  #asking: Promise<void> | undefined;
  #stale = false;
  #closed = false;
  /** What stood last when an earlier part was gone to. */
  #leftAt: string | null = null;

  constructor(client: LeaderClient, conversationId: string, onClose: (thread: LiveThread) => void) {
    this.#client = client;
    this.#onClose = onClose;
    this.conversationId = conversationId;
    this.#past = new Past((request) => client.call("part", { conversationId, ...request }));
    void this.refresh();
  }

  get conversation(): Row<"conversations"> | undefined {
    return this.#answer?.conversation;
  }

  get ticket(): Row<"tickets"> | undefined {
    return this.#answer?.ticket;
  }

  get contact(): Row<"contacts"> | undefined {
    return this.#answer?.contact;
  }

  get observations(): Row<"observations">[] {
    return this.#answer?.observations ?? [];
  }
  get identities(): Row<"contact_identities">[] {
    return this.#answer?.identities ?? [];
  }

  get tickets(): Row<"tickets">[] {
    return this.#answer?.tickets ?? [];
  }

  get messages(): ThreadMessage[] {
    return this.#past.messages(this.#answer?.messages ?? []);
  }

  get newest(): ThreadMessage | undefined {
    return this.#answer?.messages.at(-1);
  }

  get seen(): string | null {
    return this.hasNewer ? this.#leftAt : lastSaid(this.messages);
  }

  get events(): Row<"events">[] {
    return this.#past.events(this.#answer?.events ?? []);
  }

  get scheduled(): Scheduled[] {
    return this.#answer?.scheduled ?? [];
  }

  get hasOlder(): boolean {
    return this.#past.hasOlder ?? this.#answer?.hasOlder ?? false;
  }

  get hasNewer(): boolean {
    return this.#past.hasNewer;
  }

  get loadingOlder(): boolean {
    return this.#loadingOlder;
  }

  get loading(): boolean {
    return this.#answer === undefined;
  }

  async show(messageId: string): Promise<boolean> {
    if (this.messages.some(({ id }) => id === messageId)) return true;
    const leftAt = this.seen;
    const isThere = await this.#past.show(messageId);
    if (isThere) this.#leftAt = leftAt;
    return isThere;
  }

  loadNewer(): Promise<void> {
    return this.#past.more("after", this.#answer?.messages ?? []);
  }

  toNewest(): void {
    this.#past.leave();
  }

  async loadOlder(): Promise<void> {
    if (this.#loadingOlder || !this.#answer || !this.hasOlder) return;
    this.#loadingOlder = true;
    const { messages, events, hasOlder } = this.#answer;
    try {
      if (!this.#past.isShown && messages.length >= MOST_SHOWN) {
        this.#leftAt = lastSaid(messages);
        this.#past.begin({ messages: messages.filter((one) => !one.local), events, hasOlder });
      }
      if (this.#past.isShown) return await this.#past.more("before", messages);
      const limit = messages.length + PAGE;
      await this.#client.call("older", { conversationId: this.conversationId, limit });
      this.#limit = Math.max(this.#limit, limit);
      await this.refresh();
    } catch (cause) {
      if (!this.#closed) console.error("thread: older messages did not come", cause);
    } finally {
      this.#loadingOlder = false;
    }
  }

  close(): void {
    this.#closed = true;
    this.#onClose(this);
  }

  /** Asks again; resolves when an answer that began after this call is shown. */
  refresh(): Promise<void> {
    this.#stale = true;
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async #ask(): Promise<void> {
    while (this.#stale && !this.#closed) {
      this.#stale = false;
      try {
        const answer = await this.#client.call("thread", { conversationId: this.conversationId, limit: this.#limit });
        this.#answer = { ...answer, messages: keepKnown(this.#answer?.messages ?? [], answer.messages) };
      } catch (cause) {
        if (!this.#closed) console.error("thread: no answer", cause);
      }
    }
  }
}
provideView("thread", LiveThread);

/** The last message of the server that a person said. */
function lastSaid(messages: readonly ThreadMessage[]): string | null {
  return messages.findLast((one) => !one.local && one.direction !== "system")?.id ?? null;
}

/** The objects that are shown already where nothing changed, so that only new ones are drawn. */
function keepKnown(before: readonly ThreadMessage[], after: ThreadMessage[]): ThreadMessage[] {
  const known = new Map(before.map((message) => [message.id, message]));
  return after.map((message) => {
    const old = known.get(message.id);
    return old && JSON.stringify(old) === JSON.stringify(message) ? old : message;
  });
}
