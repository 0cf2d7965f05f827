import { SvelteMap } from "svelte/reactivity";

/**
 * Words that go back to where a ticket's were written: the composer takes them when it may. Durable until then: the
 * ticket may be closed, or its window, when its author chooses to edit, sends a template or empties the queue.
 */
class PutBack {
  readonly #prefix: string;
  #key: string;
  #texts = new SvelteMap<string, string>();

  constructor(prefix: string) {
    this.#prefix = this.#key = prefix;
    // Another tab of this person took or put some.
    addEventListener("storage", (event) => event.key === this.#key && this.#read());
  }

  /** Whose words these are; the next member of this computer has their own. */
  open(memberId: string): void {
    this.#key = `${this.#prefix}:${memberId}`;
    this.#read();
  }

  put(ticketId: string, text: string): void {
    if (text === "") return;
    const before = this.#texts.get(ticketId);
    this.#texts.set(ticketId, before ? `${before}\n${text}` : text);
    this.#write();
  }
  text(ticketId: string): string | undefined {
    return this.#texts.get(ticketId);
  }
  take(ticketId: string): string | undefined {
    const text = this.#texts.get(ticketId);
    this.#texts.delete(ticketId);
    this.#write();
    return text;
  }

  /** Sign-out. */
  forget(): void {
    this.#texts.clear();
    this.#write();
  }

  #read(): void {
    this.#texts.clear();
    for (const [id, text] of Object.entries(stored(this.#key))) if (typeof text === "string") this.#texts.set(id, text);
  }
  #write(): void {
    if (this.#texts.size === 0) localStorage.removeItem(this.#key);
    else localStorage.setItem(this.#key, JSON.stringify(Object.fromEntries(this.#texts)));
  }
}

function stored(key: string): object {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? "{}");
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** For the reply, which the team writes together. */
export const putBack = new PutBack("inbox:putback");
/** For the internal message, which must never turn up where the customer's words are written. */
export const putBackInternal = new PutBack("inbox:putback-internal");
