import { createSubscriber } from "svelte/reactivity";
import type * as Y from "yjs";
import type { TicketDoc } from "#lib/live/desk_api.ts";
import { setTicketField, setTicketTag, ticketFields, ticketTags } from "@sync/doc/ticket_doc.ts";
import { memberOf } from "../composer/carets.ts";

/** The ticket's fields and tags as runes: read in markup, written through the document (they merge, they never queue). */
export class DocState {
  #fields: () => void;
  #tags: () => void;
  #people: () => void;

  constructor(readonly document: TicketDoc) {
    this.#fields = createSubscriber((update) => observe(ticketFields(document.doc), update));
    this.#tags = createSubscriber((update) => observe(ticketTags(document.doc), update));
    this.#people = createSubscriber((update) => {
      // Later: a caret that leaves while the screen is being drawn says so in the middle of it.
      const later = () => queueMicrotask(update);
      document.awareness.on("change", later);
      return () => document.awareness.off("change", later);
    });
  }

  field(key: string): string {
    this.#fields();
    return ticketFields(this.document.doc).get(key) ?? "";
  }
  setField(key: string, value: string): void {
    setTicketField(this.document.doc, key, value);
  }

  get tagIds(): string[] {
    this.#tags();
    return [...ticketTags(this.document.doc).keys()];
  }
  setTag(tagId: string, on: boolean): void {
    setTicketTag(this.document.doc, tagId, on);
  }

  /** Which colleague has this field open, by awareness `field`. */
  editor(key: string): string | undefined {
    this.#people();
    for (const [client, state] of this.document.awareness.getStates()) {
      if (client !== this.document.doc.clientID && state["field"] === key) return memberOf(state["user"]);
    }
    return undefined;
  }
  /** Tells colleagues which field I have open. */
  edit(key: string | null): void {
    this.document.awareness.setLocalStateField("field", key);
  }

  /** Who has a cursor in the document now, besides me. */
  get writers(): string[] {
    this.#people();
    const ids = new Set<string>();
    for (const [client, state] of this.document.awareness.getStates()) {
      const id = memberOf(state["user"]);
      if (client !== this.document.doc.clientID && id && state["cursor"]) ids.add(id);
    }
    return [...ids];
  }
}

function observe(map: Y.Map<string> | Y.Map<true>, update: () => void): () => void {
  map.observe(update);
  return () => map.unobserve(update);
}
