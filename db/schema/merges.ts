import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { at, now, workspaceId } from "./columns.ts";
import { contacts } from "./contacts.ts";

/**
 * Contacts that were merged, with what was where before, so that it can be taken back (edge/contacts/unmerge.ts). A row
 * holds a person's data: it goes when the time to undo is over, and when the person is erased.
 */
export const contactMerges = pgTable("contact_merges", {
  id: uuid("id").primaryKey(),
  workspaceId: workspaceId(),
  keptId: uuid("kept_id").notNull().references(() => contacts.id),
  otherId: uuid("other_id").notNull().references(() => contacts.id),
  memberId: uuid("member_id").notNull(),
  at: now("at"),
  undoneAt: at("undone_at"),
  undo: jsonb("undo").notNull(),
}, (t) => [
  index("contact_merges_contacts").on(t.keptId),
  index("contact_merges_other").on(t.otherId),
  index("contact_merges_old").on(t.at).where(sql`undone_at is null`),
]);

/** Pairs somebody said are two people: not suggested again. `a` is the lower id. */
export const contactPairsApart = pgTable("contact_pairs_apart", {
  workspaceId: workspaceId(),
  a: uuid("a").notNull().references(() => contacts.id),
  b: uuid("b").notNull().references(() => contacts.id),
}, (t) => [primaryKey({ columns: [t.a, t.b] })]);
