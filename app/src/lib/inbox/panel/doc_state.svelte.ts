import { createSubscriber } from "svelte/reactivity";
import * as Y from "yjs";
import { isChoiceKind } from "@domain/choice.ts";
import type { Row } from "@domain/rows.ts";
import type { TicketDoc } from "#lib/live/desk_api.ts";
import { draftId, setTicketField, setTicketTag, ticketFields, ticketNote, ticketTags } from "@sync/doc/ticket_doc.ts";
import type { FieldHolder } from "./field_value.ts";
import { memberOf } from "../composer/carets.ts";

/** The ticket's fields and tags as runes: read in markup, written through the document (they merge, they never queue). */
export class DocState implements FieldHolder {
  #fields: () => void;
  #tags: () => void;
  #people: () => void;

  /** `row` is the mirror's copy of the ticket: what is shown until the document is here (offline, never opened). */
  constructor(readonly document: TicketDoc, readonly row: () => Row<"tickets"> | undefined) {
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
    const written = ticketFields(this.document.doc).get(key);
    return written ?? (this.#isHere ? "" : rowField(this.row(), key));
  }
  setField(key: string, value: string): void {
    setTicketField(this.document.doc, key, value);
  }

  get tagIds(): string[] {
    this.#tags();
    const tags = [...ticketTags(this.document.doc).keys()];
    return this.#isHere ? tags : [...new Set([...(this.row()?.tag_ids ?? []), ...tags])];
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

  /** Who has a cursor in the note now, besides me: a cursor in the reply is told by the composer. */
  get writers(): string[] {
    this.#people();
    const ids = new Set<string>();
    for (const [client, state] of this.document.awareness.getStates()) {
      const id = memberOf(state["user"]);
      if (client !== this.document.doc.clientID && id && this.#isInNote(state["cursor"])) ids.add(id);
    }
    return [...ids];
  }

  /** The server's copy has come (every document is born with a draft's id), now or on another day. */
  get #isHere(): boolean {
    return this.document.ready && draftId(this.document.doc) !== undefined;
  }
  #isInNote(cursor: unknown): boolean {
    if (typeof cursor !== "object" || cursor === null || !("head" in cursor)) return false;
    const place = Y.createRelativePositionFromJSON(cursor.head);
    let type = Y.createAbsolutePositionFromRelativePosition(place, this.document.doc)?.type;
    while (type?.parent) type = type.parent;
    return type === ticketNote(this.document.doc);
  }
}

function rowField(row: Row<"tickets"> | undefined, key: string): string {
  if (!row) return "";
  if (isChoiceKind(key) || key === "priority" || key === "value") return row[key] ?? "";
  return row.fields[key] ?? "";
}

function observe(map: Y.Map<string> | Y.Map<true>, update: () => void): () => void {
  map.observe(update);
  return () => map.unobserve(update);
}
