import { SvelteMap } from "svelte/reactivity";

/**
 * Words that go back into a ticket's draft: the composer takes them when its document is ready. Kept here because the
 * ticket may not be open yet when its author chooses "Editar".
 */
class PutBack {
  #texts = new SvelteMap<string, string>();

  put(ticketId: string, text: string): void {
    const before = this.#texts.get(ticketId);
    this.#texts.set(ticketId, before ? `${before}\n${text}` : text);
  }
  has(ticketId: string): boolean {
    return this.#texts.has(ticketId);
  }
  take(ticketId: string): string | undefined {
    const text = this.#texts.get(ticketId);
    this.#texts.delete(ticketId);
    return text;
  }
}

export const putBack = new PutBack();
