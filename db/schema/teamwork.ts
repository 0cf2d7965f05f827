import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { at, mirrored, now } from "./columns.ts";
import { conversations, tickets } from "./conversations.ts";

/** Several actions in one (db/domain/macro.ts). With an owner it is that member's own and nobody else hears of it. */
export const macros = pgTable("macros", {
  ...mirrored(),
  ownerId: uuid("owner_id"),
  departmentId: uuid("department_id"),
  name: text("name").notNull(),
  steps: jsonb("steps").notNull(),
}, (t) => [
  index("macros_version").on(t.version),
  // The same name may stand once among one's own, once in each department and once for all.
  uniqueIndex("macros_name").on(
    t.workspaceId,
    sql`coalesce(${t.ownerId}, ${t.departmentId}, ${t.workspaceId})`,
    sql`lower(${t.name})`,
  ).where(sql`deleted_at is null`),
]);

/** What a member is told (db/domain/notification.ts); nobody else's browser hears of it. */
export const notifications = pgTable("notifications", {
  ...mirrored(),
  ownerId: uuid("owner_id").notNull(),
  conversationId: uuid("conversation_id").notNull().references(() => conversations.id),
  ticketId: uuid("ticket_id").notNull().references(() => tickets.id),
  kind: text("kind").notNull(),
  actorId: uuid("actor_id"),
  messageId: uuid("message_id"),
  text: text("text").notNull().default(""),
  count: integer("count").notNull().default(1),
  at: now("at"),
  readAt: at("read_at"),
}, (t) => [
  index("notifications_version").on(t.version),
  index("notifications_owner").on(t.ownerId, t.at.desc()).where(sql`deleted_at is null`),
  // What comes again and again is told once, counted, until it is read.
  uniqueIndex("notifications_once").on(t.ownerId, t.ticketId, t.kind)
    .where(sql`read_at is null and deleted_at is null and kind in ('note', 'reply', 'answered')`),
]);
