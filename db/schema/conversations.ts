import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { at, bytea, mirrored, now, sight, workspaceId } from "./columns.ts";
import { contacts } from "./contacts.ts";

export const connections = pgTable("connections", {
  ...mirrored(),
  channel: text("channel").notNull(),
  name: text("name").notNull(),
  address: text("address").notNull().default(""),
  status: text("status").notNull().default("active"),
  departmentId: uuid("department_id"),
  isDefault: boolean("is_default").notNull().default(false),
  /** Public settings of the channel; secrets are sealed with SECRET_KEY. */
  settings: jsonb("settings").notNull().default({}),
  secrets: bytea("secrets"),
  /** What it says by itself (db/domain/automation.ts); null: nothing. */
  automation: jsonb("automation"),
  /** The provider's own key of this connection (phone_number_id): one of our connections each. */
  providerKey: text("provider_key"),
}, (t) => [
  index("connections_version").on(t.version),
  index("connections_workspace").on(t.workspaceId),
  uniqueIndex("connections_provider_key").on(t.channel, t.providerKey).where(sql`deleted_at is null`),
]);

export const templates = pgTable("templates", {
  ...mirrored(),
  connectionId: uuid("connection_id").notNull().references(() => connections.id),
  providerId: text("provider_id").notNull(),
  name: text("name").notNull(),
  language: text("language").notNull(),
  category: text("category").notNull(),
  status: text("status").notNull(),
  header: text("header").notNull().default(""),
  body: text("body").notNull(),
  footer: text("footer").notNull().default(""),
  variables: text("variables").array().notNull().default(sql`'{}'`),
}, (t) => [
  index("templates_version").on(t.version),
  uniqueIndex("templates_provider").on(t.connectionId, t.name, t.language),
]);

/**
 * Groups of a connection that were heard of; only those that were added have a conversation (CHN-15). Not mirrored: the
 * settings ask for them, and a conversation carries its group's name.
 */
export const groups = pgTable("groups", {
  id: uuid("id").primaryKey(),
  workspaceId: workspaceId(),
  connectionId: uuid("connection_id").notNull().references(() => connections.id),
  /** The provider's own name of it (group_id). */
  providerId: text("provider_id").notNull(),
  /** Empty until the provider said it. */
  name: text("name").notNull().default(""),
  createdAt: now("created_at"),
  /** When somebody last wrote in it, to the minute. */
  heardAt: at("heard_at"),
  /** Null: its messages are not kept. */
  addedAt: at("added_at"),
  addedBy: uuid("added_by"),
  /** Deleted at the provider. */
  goneAt: at("gone_at"),
}, (t) => [uniqueIndex("groups_provider").on(t.connectionId, t.providerId)]);

export const conversations = pgTable("conversations", {
  ...mirrored(),
  /** One of these two (conversations_whose). */
  contactId: uuid("contact_id").references(() => contacts.id),
  groupId: uuid("group_id").references(() => groups.id),
  /** As the group has it: a row in a browser needs no other. */
  groupName: text("group_name"),
  connectionId: uuid("connection_id").notNull().references(() => connections.id),
  channel: text("channel").notNull(),
  ticketId: uuid("ticket_id"),
  agentId: uuid("agent_id"),
  departmentId: uuid("department_id"),
  sight: sight(),
  lastMessageId: uuid("last_message_id"),
  lastMessageAt: at("last_message_at"),
  lastDirection: text("last_direction"),
  lastKind: text("last_kind"),
  lastStatus: text("last_status"),
  lastPreview: text("last_preview").notNull().default(""),
  lastSender: text("last_sender"),
  unread: integer("unread").notNull().default(0),
  waitingSince: at("waiting_since"),
  /** A person of ours wrote last, then; null when the contact did. What inactivity is counted from (AUT-04). */
  answeredAt: at("answered_at"),
  /** The contact was told since that nothing is happening. */
  noticedAt: at("noticed_at"),
  hasWindow: boolean("has_window").notNull(),
  freeTextUntil: at("free_text_until"),
  /** Members in whose list it stands on top (INB-15). */
  pinnedBy: uuid("pinned_by").array().notNull().default(sql`'{}'`),
  /** The flow whose latest run has not ended (INB-08). */
  flowId: uuid("flow_id"),
}, (t) => [
  index("conversations_version").on(t.version),
  index("conversations_sight").on(t.sight),
  uniqueIndex("conversations_contact").on(t.connectionId, t.contactId),
  uniqueIndex("conversations_group").on(t.groupId).where(sql`group_id is not null`),
  check("conversations_whose", sql`num_nonnulls(contact_id, group_id) = 1`),
  index("conversations_recent").on(t.workspaceId, t.lastMessageAt.desc()),
  index("conversations_contact_only").on(t.contactId),
  // Who has been silent for too long: asked every minute, for connections that care.
  index("conversations_answered").on(t.connectionId, t.answeredAt).where(sql`answered_at is not null`),
]);

export const tickets = pgTable("tickets", {
  ...mirrored(),
  conversationId: uuid("conversation_id").notNull().references(() => conversations.id),
  /** Null: a group's, which stands open for as long as the group is added. */
  contactId: uuid("contact_id").references(() => contacts.id),
  connectionId: uuid("connection_id").notNull().references(() => connections.id),
  protocol: text("protocol").notNull(),
  status: text("status").notNull(),
  agentId: uuid("agent_id"),
  departmentId: uuid("department_id"),
  lastAgentId: uuid("last_agent_id"),
  lastDepartmentId: uuid("last_department_id"),
  openedAt: now("opened_at"),
  queuedAt: at("queued_at"),
  startedAt: at("started_at"),
  closedAt: at("closed_at"),
  closedBy: uuid("closed_by"),
  archivedAt: at("archived_at"),
  firstResponseAt: at("first_response_at"),
  closingAt: at("closing_at"),
  closingOnReply: text("closing_on_reply"),
  closingMessage: text("closing_message"),
  closingBy: uuid("closing_by"),
  fieldsPending: boolean("fields_pending").notNull().default(false),
  rating: smallint("rating"),
  ratingComment: text("rating_comment"),
  ratingAsks: integer("rating_asks").notNull().default(0),
  ratingUntil: at("rating_until"),
  ratedAt: at("rated_at"),
  protocolSentAt: at("protocol_sent_at"),
  /** Put away until then, or until the contact writes. */
  snoozedUntil: at("snoozed_until"),
  snoozedBy: uuid("snoozed_by"),
  // Projected from the document, in the transaction that stores its update.
  stage: text("stage").notNull().default(""),
  type: text("type").notNull().default(""),
  demand: text("demand").notNull().default(""),
  priority: text("priority").notNull().default("normal"),
  value: numeric("value", { precision: 14, scale: 2 }),
  fields: jsonb("fields").notNull().default({}),
  tagIds: uuid("tag_ids").array().notNull().default(sql`'{}'`),
  followerIds: uuid("follower_ids").array().notNull().default(sql`'{}'`),
  /** Board → column, projected from the boards' documents. */
  places: jsonb("places").notNull().default({}),
}, (t) => [
  index("tickets_version").on(t.version),
  index("tickets_conversation").on(t.conversationId, t.openedAt.desc()),
  uniqueIndex("tickets_protocol").on(t.workspaceId, t.protocol),
  // One open ticket a conversation: two messages 200 ms apart make one (design.md §8).
  uniqueIndex("tickets_one_open").on(t.conversationId).where(sql`status <> 'closed'`),
  index("tickets_open").on(t.workspaceId, t.openedAt.desc()).where(sql`status <> 'closed' and archived_at is null`),
  // What falls due is found by these two, every minute, however many tickets there are.
  index("tickets_closing").on(t.closingAt).where(sql`closing_at is not null`),
  index("tickets_rating").on(t.ratingUntil).where(sql`rating_until is not null`),
  index("tickets_snoozed").on(t.snoozedUntil).where(sql`snoozed_until is not null`),
  // How often one contact was asked (RAT-04).
  index("tickets_asked").on(t.contactId).where(sql`rating_asks > 0`),
  // Which tickets a board holds.
  index("tickets_places").using("gin", t.places).where(sql`places <> '{}'`),
  index("tickets_closed").on(t.workspaceId, t.closedAt.desc()).where(sql`status = 'closed'`),
  // Pages of what is closed, narrowed to a choice that few have (INB-33).
  index("tickets_stage").on(t.workspaceId, t.stage, t.closedAt.desc()).where(sql`status = 'closed' and stage <> ''`),
  index("tickets_type").on(t.workspaceId, t.type, t.closedAt.desc()).where(sql`status = 'closed' and type <> ''`),
  index("tickets_demand").on(t.workspaceId, t.demand, t.closedAt.desc()).where(sql`status = 'closed' and demand <> ''`),
  // How often each tag is used (TAG-01): only what wears one is read.
  index("tickets_tagged").on(t.workspaceId).where(sql`tag_ids <> '{}'`),
]);

export const ticketNotes = pgTable("ticket_notes", {
  ...mirrored(),
  conversationId: uuid("conversation_id").notNull(),
  text: text("text").notNull().default(""),
}, (t) => [
  index("ticket_notes_version").on(t.version),
  index("ticket_notes_conversation").on(t.conversationId),
  index("ticket_notes_words").using("gin", sql`words_of(text)`).where(sql`text <> ''`),
]);

export const messages = pgTable("messages", {
  ...mirrored(),
  conversationId: uuid("conversation_id").notNull().references(() => conversations.id),
  ticketId: uuid("ticket_id"),
  direction: text("direction").notNull(),
  kind: text("kind").notNull(),
  body: text("body").notNull().default(""),
  media: jsonb("media"),
  /** A column, since row-level security keeps an index on `media->>'id'` from being used. */
  mediaId: uuid("media_id").generatedAlwaysAs(sql`((media->>'id')::uuid)`),
  template: jsonb("template"),
  quoteId: uuid("quote_id"),
  memberId: uuid("member_id"),
  /** In a group: the contact who wrote it, and how they were called then. */
  senderId: uuid("sender_id").references(() => contacts.id),
  senderName: text("sender_name"),
  status: text("status").notNull(),
  errorCode: text("error_code"),
  errorText: text("error_text"),
  reactions: jsonb("reactions").notNull().default({}),
  tagIds: uuid("tag_ids").array().notNull().default(sql`'{}'`),
  composedAt: at("composed_at"),
  connectionId: uuid("connection_id").notNull(),
  providerId: text("provider_id"),
  draftId: uuid("draft_id"),
  /** Name that goes on top of the text, when its author signs. */
  signature: text("signature"),
  origin: text("origin"),
  attempts: integer("attempts").notNull().default(0),
  attemptedAt: at("attempted_at"),
}, (t) => [
  index("messages_version").on(t.version),
  index("messages_thread").on(t.conversationId, t.createdAt.desc(), t.id.desc()),
  uniqueIndex("messages_provider").on(t.connectionId, t.providerId),
  uniqueIndex("messages_draft").on(t.draftId),
  // Whose is this file: asked each time one is opened.
  index("messages_media").on(t.mediaId).where(sql`media_id is not null`),
  // What somebody wrote in groups goes with them (contact.merge, contact.erase).
  index("messages_sender").on(t.senderId).where(sql`sender_id is not null`),
  index("messages_tagged").on(t.workspaceId).where(sql`tag_ids <> '{}'`),
  index("messages_outgoing").on(t.conversationId, t.createdAt).where(sql`status in ('queued', 'sending')`),
]);

/** Receipts that arrived before we knew their message (facts/channels.md A10). */
export const earlyReceipts = pgTable("early_receipts", {
  connectionId: uuid("connection_id").notNull(),
  providerId: text("provider_id").notNull(),
  workspaceId: workspaceId(),
  status: text("status").notNull(),
  errorCode: text("error_code"),
  errorText: text("error_text"),
  at: now("at"),
}, (t) => [primaryKey({ columns: [t.connectionId, t.providerId, t.status] })]);

/** What came in, as it came, before anything clever is done with it (design.md §8). */
export const inboundJournal = pgTable("inbound_journal", {
  id: uuid("id").primaryKey(),
  workspaceId: workspaceId(),
  connectionId: uuid("connection_id").notNull(),
  providerKey: text("provider_key").notNull(),
  part: jsonb("part").notNull(),
  receivedAt: now("received_at"),
  processedAt: at("processed_at"),
  attempts: integer("attempts").notNull().default(0),
  error: text("error"),
}, (t) => [
  uniqueIndex("inbound_journal_once").on(t.connectionId, t.providerKey),
  index("inbound_journal_open").on(t.receivedAt).where(sql`processed_at is null`),
]);

/** Who is sending a conversation's queue now; a lease, so that a dead node's is taken over. */
export const deliveries = pgTable("deliveries", {
  conversationId: uuid("conversation_id").primaryKey(),
  workspaceId: workspaceId(),
  node: uuid("node").notNull(),
  until: at("until").notNull(),
});

export const protocolCounters = pgTable("protocol_counters", {
  workspaceId: workspaceId(),
  day: date("day", { mode: "string" }).notNull(),
  n: integer("n").notNull(),
}, (t) => [primaryKey({ columns: [t.workspaceId, t.day] })]);
