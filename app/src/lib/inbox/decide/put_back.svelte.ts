import { SvelteMap } from "svelte/reactivity";

const KEY = "inbox:putback";

/**
 * Words that go back into a ticket's draft: the composer takes them when its document is ready and one may write.
 * Durable until then: the ticket may be closed, or its window, when its author chooses to edit or sends a template.
 */
class PutBack {
  #texts = new SvelteMap<string, string>();

  constructor() {
    this.#read();
    // Another tab of this person took or put some.
    addEventListener("storage", (event) => event.key === KEY && this.#read());
  }

  put(ticketId: string, text: string): void {
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
    for (const [id, text] of Object.entries(stored())) if (typeof text === "string") this.#texts.set(id, text);
  }
  #write(): void {
    if (this.#texts.size === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(this.#texts)));
  }
}

function stored(): object {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

export const putBack = new PutBack();
