/** What searches answer. Part of desk_api.ts. */
import type { Row } from "@domain/rows.ts";
import type { ListRow } from "./desk_api.ts";

export type SearchHit =
  | { kind: "conversation"; row: ListRow }
  | { kind: "contact"; contact: Row<"contacts"> }
  /** By its protocol; `row` when it is the conversation's latest. */
  | { kind: "ticket"; ticket: Row<"tickets">; contact: Row<"contacts"> }
  /** By what was written, or by its file's name (`byFile`). */
  | { kind: "message"; message: Row<"messages">; contact: Row<"contacts">; ticketId: string; byFile: boolean }
  | { kind: "note"; note: Row<"ticket_notes">; contact: Row<"contacts">; ticketId: string };

export type Occurrences = { messages: Row<"messages">[]; reached: boolean };
/** What a search found. `reached`: the server answered, so this is all of the history. */
export type Found = {
  hits: SearchHit[];
  /** Older messages hold the words too: they come by asking on, before that one. */
  before: string | undefined;
  reached: boolean;
};
