import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { mirrored, now, tsvector, workspaceId } from "./columns.ts";

/**
 * What each message is found by. A table of its own, which triggers on `messages` write once a message: in `messages`
 * every receipt writes the row anew, and the words' index with it. Only `find_messages` reads it.
 */
export const messageWords = pgTable("message_words", {
  messageId: uuid("message_id").primaryKey(),
  workspaceId: workspaceId(),
  conversationId: uuid("conversation_id").notNull(),
  createdAt: now("created_at"),
  words: tsvector("words").notNull(),
}, (t) => [
  index("message_words_words").using("gin", t.words),
  // Words that everybody uses are met soon on the way back from now.
  index("message_words_recent").on(t.workspaceId, t.createdAt, t.messageId),
]);

/** A list's filters, order and search under a name. With an owner it is that member's own. */
export const savedViews = pgTable("saved_views", {
  ...mirrored(),
  ownerId: uuid("owner_id"),
  name: text("name").notNull(),
  query: jsonb("query").notNull(),
  position: integer("position").notNull().default(0),
}, (t) => [
  index("saved_views_version").on(t.version),
  uniqueIndex("saved_views_name").on(
    t.workspaceId,
    sql`coalesce(${t.ownerId}, ${t.workspaceId})`,
    sql`lower(${t.name})`,
  ).where(sql`deleted_at is null`),
]);
