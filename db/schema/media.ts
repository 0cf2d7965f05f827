import { boolean, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { at, now, workspaceId } from "./columns.ts";

export const media = pgTable("media", {
  id: uuid("id").primaryKey(),
  workspaceId: workspaceId(),
  kind: text("kind").notNull(),
  mime: text("mime").notNull(),
  name: text("name").notNull(),
  size: integer("size").notNull(),
  width: integer("width"),
  height: integer("height"),
  /** Still to be fetched from the provider while null. */
  storedAt: at("stored_at"),
  providerId: text("provider_id"),
  createdBy: uuid("created_by"),
  /** In a contact's field (CMP-10): whoever sees contacts may open it. */
  isShared: boolean("is_shared").notNull().default(false),
  createdAt: now("created_at"),
});
