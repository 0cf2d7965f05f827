import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { at, mirrored } from "./columns.ts";

/** Kanbans and funnels (db/domain/board.ts). What one holds is its document; `columns` repeats that. */
export const boards = pgTable("boards", {
  ...mirrored(),
  name: text("name").notNull(),
  kind: text("kind").notNull(),
  columns: jsonb("columns").notNull().default([]),
  archivedAt: at("archived_at"),
}, (t) => [
  index("boards_version").on(t.version),
  uniqueIndex("boards_name").on(t.workspaceId, sql`lower(${t.name})`)
    .where(sql`deleted_at is null and archived_at is null`),
]);
