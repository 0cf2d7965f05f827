import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { at, mirrored } from "./columns.ts";
import { contacts } from "./contacts.ts";
import { conversations } from "./conversations.ts";

/** Ready messages (QRP). With an owner it is that member's own and nobody else hears of it. */
export const quickReplies = pgTable("quick_replies", {
  ...mirrored(),
  ownerId: uuid("owner_id"),
  departmentId: uuid("department_id"),
  shortcut: text("shortcut").notNull(),
  title: text("title").notNull(),
  text: text("text").notNull().default(""),
  media: jsonb("media").notNull().default([]),
}, (t) => [
  index("quick_replies_version").on(t.version),
  // The same shortcut may stand once among one's own, once in each department and once for all.
  uniqueIndex("quick_replies_shortcut").on(
    t.workspaceId,
    sql`coalesce(${t.ownerId}, ${t.departmentId}, ${t.workspaceId})`,
    sql`lower(${t.shortcut})`,
  ).where(sql`deleted_at is null`),
]);

/** Files the team sends often (GAL). */
export const galleryItems = pgTable("gallery_items", {
  ...mirrored(),
  departmentId: uuid("department_id"),
  folder: text("folder").notNull().default(""),
  name: text("name").notNull(),
  media: jsonb("media").notNull(),
}, (t) => [index("gallery_items_version").on(t.version), index("gallery_items_workspace").on(t.workspaceId)]);

/** What leaves by itself at its time (SCH), once: `status` moves in the transaction that queues the message. */
export const scheduledMessages = pgTable("scheduled_messages", {
  ...mirrored(),
  conversationId: uuid("conversation_id").notNull().references(() => conversations.id),
  contactId: uuid("contact_id").notNull().references(() => contacts.id),
  memberId: uuid("member_id").notNull(),
  dueAt: at("due_at").notNull(),
  /** Of a repeating one, when the first was due: the 31st stays the 31st. */
  firstDueAt: at("first_due_at").notNull(),
  kind: text("kind").notNull(),
  text: text("text").notNull().default(""),
  media: jsonb("media"),
  template: jsonb("template"),
  flowId: uuid("flow_id"),
  /** Goes in place of free text when the window is closed by then. */
  fallback: jsonb("fallback"),
  ifClosed: text("if_closed").notNull(),
  repeat: text("repeat").notNull(),
  status: text("status").notNull().default("scheduled"),
  /** Why it did not go (db/domain/error.ts). */
  reason: text("reason"),
  messageId: uuid("message_id"),
  doneAt: at("done_at"),
}, (t) => [
  index("scheduled_messages_version").on(t.version),
  index("scheduled_messages_conversation").on(t.conversationId),
  index("scheduled_messages_due").on(t.dueAt).where(sql`status = 'scheduled' and deleted_at is null`),
]);
