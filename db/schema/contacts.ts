import { sql } from "drizzle-orm";
import { boolean, date, index, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { at, mirrored } from "./columns.ts";

export const contacts = pgTable("contacts", {
  ...mirrored(),
  name: text("name").notNull(),
  profileName: text("profile_name"),
  phone: text("phone"),
  email: text("email"),
  birthDate: date("birth_date", { mode: "string" }),
  cpf: text("cpf"),
  rg: text("rg"),
  customerCode: text("customer_code"),
  address: text("address"),
  fields: jsonb("fields").notNull().default({}),
  extra: jsonb("extra").notNull().default({}),
  tagIds: uuid("tag_ids").array().notNull().default(sql`'{}'`),
  receivesBroadcast: boolean("receives_broadcast").notNull().default(true),
  botBlocked: boolean("bot_blocked").notNull().default(false),
  ownerId: uuid("owner_id"),
  source: text("source").notNull().default("inbound"),
  blockedAt: at("blocked_at"),
  blockedBy: uuid("blocked_by"),
  /** The name as it is compared; sorted byte by byte, so that the app and we agree on the order. */
  sortName: text("sort_name").notNull().generatedAlwaysAs(sql`fold(name)`),
  /** What searches look into: name, nickname, e-mail, code, CPF, both spellings of the number. */
  search: text("search").notNull().generatedAlwaysAs(
    sql`contact_search(name, profile_name, email, customer_code, cpf, phone)`,
  ),
}, (t) => [
  index("contacts_version").on(t.version),
  index("contacts_words").using("gin", sql`contact_words(search)`).where(sql`deleted_at is null`),
  index("contacts_workspace").on(t.workspaceId),
  // Whom a line of an import is, when it has no number; likely doubles.
  index("contacts_email").on(t.workspaceId, sql`lower(${t.email})`).where(
    sql`deleted_at is null and email is not null`,
  ),
  // Pages of the contacts' list.
  index("contacts_by_name").on(t.workspaceId, sql`${t.sortName} collate "C"`, t.id).where(sql`deleted_at is null`),
]);

/**
 * A contact's addresses. `valueKey` is the comparable form (phones: phoneKey); `scope` is the connection for addresses
 * that only mean something there (web visitors, business-scoped ids), else the workspace.
 */
export const contactIdentities = pgTable("contact_identities", {
  ...mirrored(),
  contactId: uuid("contact_id").notNull().references(() => contacts.id),
  connectionId: uuid("connection_id"),
  kind: text("kind").notNull(),
  value: text("value").notNull(),
  scope: uuid("scope").notNull(),
  valueKey: text("value_key").notNull(),
  /** Of somebody with several of a kind (merged): when the person began to write from this one. Answers go there. */
  heardAt: at("heard_at"),
}, (t) => [
  index("contact_identities_version").on(t.version),
  index("contact_identities_contact").on(t.contactId),
  uniqueIndex("contact_identities_key").on(t.scope, t.kind, t.valueKey).where(sql`deleted_at is null`),
]);

export const observations = pgTable("observations", {
  ...mirrored(),
  contactId: uuid("contact_id").notNull().references(() => contacts.id),
  text: text("text").notNull(),
  dueDate: date("due_date", { mode: "string" }),
  forwardTo: uuid("forward_to"),
  authorId: uuid("author_id").notNull(),
}, (t) => [
  index("observations_version").on(t.version),
  index("observations_contact").on(t.contactId, t.createdAt.desc()),
]);
