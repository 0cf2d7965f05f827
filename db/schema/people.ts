import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, smallint, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { at, bytea, mirrored, now, workspaceId } from "./columns.ts";

export const workspaces = pgTable("workspaces", {
  ...mirrored(),
  name: text("name").notNull(),
  locale: text("locale").notNull().default("pt-BR"),
  timeZone: text("time_zone").notNull().default("America/Sao_Paulo"),
  callBase: text("call_base").notNull().default("https://meet.jit.si/"),
  /** When it is open (db/domain/hours.ts); null: always. */
  hours: jsonb("hours"),
  holidays: jsonb("holidays").notNull().default([]),
}, (t) => [index("workspaces_version").on(t.version)]);

export const roles = pgTable("roles", {
  ...mirrored(),
  /** Set for the three roles every workspace starts with. */
  key: text("key"),
  name: text("name").notNull(),
  permissions: text("permissions").array().notNull(),
}, (t) => [index("roles_version").on(t.version), index("roles_workspace").on(t.workspaceId)]);

export const members = pgTable("members", {
  ...mirrored(),
  name: text("name").notNull(),
  email: text("email").notNull(),
  roleId: uuid("role_id").notNull().references(() => roles.id),
  departmentIds: uuid("department_ids").array().notNull().default(sql`'{}'`),
  colour: smallint("colour").notNull(),
  status: text("status").notNull(),
  signatureOn: boolean("signature_on").notNull().default(false),
  closingMessage: text("closing_message").notNull().default(""),
  passwordHash: text("password_hash"),
}, (t) => [
  index("members_version").on(t.version),
  index("members_workspace").on(t.workspaceId),
  // One account an address: signing in asks for no workspace.
  uniqueIndex("members_email").on(sql`lower(${t.email})`).where(sql`status <> 'removed'`),
]);

export const departments = pgTable("departments", {
  ...mirrored(),
  name: text("name").notNull(),
  colour: smallint("colour").notNull(),
  greeting: text("greeting").notNull().default(""),
}, (t) => [
  index("departments_version").on(t.version),
  uniqueIndex("departments_name").on(t.workspaceId, sql`lower(${t.name})`).where(sql`deleted_at is null`),
]);

export const tags = pgTable("tags", { ...mirrored(), name: text("name").notNull() }, (t) => [
  index("tags_version").on(t.version),
  uniqueIndex("tags_name").on(t.workspaceId, sql`lower(${t.name})`).where(sql`deleted_at is null`),
]);

export const customFields = pgTable("custom_fields", {
  ...mirrored(),
  key: text("key").notNull(),
  name: text("name").notNull(),
  type: text("type").notNull(),
  /** `ticket` or `contact`. */
  scope: text("scope").notNull().default("ticket"),
  options: text("options").array().notNull().default(sql`'{}'`),
  position: integer("position").notNull().default(0),
  atClosing: text("at_closing").notNull().default("none"),
}, (t) => [
  index("custom_fields_version").on(t.version),
  uniqueIndex("custom_fields_name").on(t.workspaceId, sql`lower(${t.name})`).where(sql`deleted_at is null`),
]);

/** Statuses, types and demands of tickets (db/domain/choice.ts). */
export const choices = pgTable("choices", {
  ...mirrored(),
  kind: text("kind").notNull(),
  name: text("name").notNull(),
  colour: smallint("colour").notNull(),
  position: integer("position").notNull(),
}, (t) => [
  index("choices_version").on(t.version),
  uniqueIndex("choices_name").on(t.workspaceId, t.kind, sql`lower(${t.name})`).where(sql`deleted_at is null`),
]);

/** Lucia's design: the id is public, only the secret's hash is kept (edge/auth/session.ts). */
export const sessions = pgTable("sessions", {
  id: text("id").primaryKey(),
  workspaceId: workspaceId(),
  memberId: uuid("member_id").notNull().references(() => members.id),
  secretHash: bytea("secret_hash").notNull(),
  createdAt: now("created_at"),
  seenAt: now("seen_at"),
  expiresAt: at("expires_at").notNull(),
  userAgent: text("user_agent").notNull().default(""),
}, (t) => [index("sessions_member").on(t.memberId)]);

/** Sessions that were deleted, so that every node ends what is open of them (edge/feed/open_sessions.ts). */
export const endedSessions = pgTable("ended_sessions", {
  sessionId: text("session_id").notNull(),
  workspaceId: workspaceId(),
  memberId: uuid("member_id").notNull(),
  at: now("at"),
}, (t) => [index("ended_sessions_at").on(t.at)]);

export const invitations = pgTable("invitations", {
  tokenHash: bytea("token_hash").primaryKey(),
  workspaceId: workspaceId(),
  memberId: uuid("member_id").notNull().references(() => members.id),
  createdAt: now("created_at"),
  expiresAt: at("expires_at").notNull(),
  usedAt: at("used_at"),
});

/** Keys of the public API: each acts as its member. The key's public half is the id; of the secret only the hash is kept. */
export const apiTokens = pgTable("api_tokens", {
  id: uuid("id").primaryKey(),
  workspaceId: workspaceId(),
  memberId: uuid("member_id").notNull().references(() => members.id),
  name: text("name").notNull(),
  tokenHash: bytea("token_hash").notNull().unique(),
  createdAt: now("created_at"),
  /** Coarse (edge/auth/api_token.ts). */
  usedAt: at("used_at"),
  revokedAt: at("revoked_at"),
}, (t) => [index("api_tokens_workspace").on(t.workspaceId), index("api_tokens_member").on(t.memberId)]);

/** The one-time set-up link; a row at most. */
export const setupTokens = pgTable("setup_tokens", {
  tokenHash: bytea("token_hash").primaryKey(),
  createdAt: now("created_at"),
});

/** Failed sign-ins by account and by address, for throttling. */
export const signInFailures = pgTable("sign_in_failures", {
  key: text("key").primaryKey(),
  count: integer("count").notNull(),
  lastAt: now("last_at"),
});

export const events = pgTable("events", {
  ...mirrored(),
  conversationId: uuid("conversation_id"),
  ticketId: uuid("ticket_id"),
  contactId: uuid("contact_id"),
  type: text("type").notNull(),
  actorKind: text("actor_kind").notNull(),
  actorId: uuid("actor_id"),
  at: now("at"),
  before: jsonb("before").notNull().default({}),
  after: jsonb("after").notNull().default({}),
}, (t) => [
  index("events_version").on(t.version),
  index("events_ticket").on(t.ticketId, t.at),
  index("events_conversation").on(t.conversationId, t.at),
  // What happened to a contact itself; what its conversations saw is found by them.
  index("events_contact").on(t.contactId, t.at).where(sql`contact_id is not null and conversation_id is null`),
]);

/** An action's stored result: a repeat answers the same and does nothing (design.md §7). */
export const actions = pgTable("actions", {
  id: uuid("id").primaryKey(),
  workspaceId: workspaceId(),
  memberId: uuid("member_id"),
  type: text("type").notNull(),
  result: jsonb("result"),
  at: now("at"),
}, (t) => [index("actions_at").on(t.at)]);
