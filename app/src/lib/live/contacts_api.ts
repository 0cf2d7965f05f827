/** What the interface knows of contacts beyond those of a ticket. Part of `Desk` (desk_api.ts). */
import type { Row } from "@domain/rows.ts";
import type { ContactQuery } from "@db/cache/contact_book.ts";

export type { ContactQuery, ContactSort } from "@db/cache/contact_book.ts";

export type ContactRow = {
  contact: Row<"contacts">;
  /** Latest message, where this member may see it; ms, 0 when there is none. */
  lastAt: number;
  /** Something of mine about this contact is not at the server yet. */
  pending: boolean;
};

/** A live list of contacts: what is here at once, and page by page what only the server has. */
export interface ContactList {
  query: ContactQuery;
  /** Of what is here; the server may have more (`more`). */
  readonly total: number;
  /** All that match, by the server's word; undefined while it has not answered (offline). */
  readonly serverTotal: number | undefined;
  readonly loading: boolean;
  row(index: number): ContactRow | undefined;
  idAt(index: number): string | undefined;
  indexOf(contactId: string): number;
  /** These places are in sight: brings their rows, and the server's next page when they come near its end. */
  show(first: number, last: number): void;
  close(): void;
}

/** One contact with all that hangs on it. */
export interface Person {
  readonly contact: Row<"contacts"> | undefined;
  readonly identities: Row<"contact_identities">[];
  /** Newest first; none for who may not see them (INT-11). */
  readonly observations: Row<"observations">[];
  /** Those this member sees. */
  readonly conversations: Row<"conversations">[];
  /** Newest first. */
  readonly tickets: Row<"tickets">[];
  /** What happened to the contact itself, newest first. */
  readonly events: Row<"events">[];
  /** Members who dealt with it, the latest first. */
  readonly involved: string[];
  readonly loading: boolean;
  /** Neither here nor at the server. */
  readonly missing: boolean;
  close(): void;
}
