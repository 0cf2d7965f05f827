import { sql } from "drizzle-orm";
import { customType, timestamp, uuid } from "drizzle-orm/pg-core";

const xid8 = customType<{ data: string }>({ dataType: () => "xid8" });
export const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });
export const bytea = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });

export const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "string" });
export const now = (name: string) => at(name).notNull().default(sql`clock_timestamp()`);

/** Every row belongs to one workspace; row-level security compares this column (migrations/0001_rules.sql). */
export const workspaceId = () => uuid("workspace_id").notNull();

/**
 * Columns of a table that is mirrored into browsers. `version` is the transaction that wrote the row last; the feed
 * reads `cursor <= version < xmin`, so commit order cannot make a row slip past it (design.md §5).
 */
export const mirrored = () => ({
  id: uuid("id").primaryKey(),
  workspaceId: workspaceId(),
  version: xid8("version").notNull().default(sql`pg_current_xact_id()`),
  createdAt: now("created_at"),
  deletedAt: at("deleted_at"),
});

/** The transaction in which a conversation last changed hands: who sees it may have changed then. */
export const sight = () => xid8("sight").notNull().default(sql`pg_current_xact_id()`);
