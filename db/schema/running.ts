/**
 * What only means something while PostgreSQL and the processes run. Unlogged (the migration says so): empty after a
 * crash or from a copy of the files, kept by a clean stop, left out of backups. Without indexes: they hold a handful of
 * rows, and in a database made from a template PostgreSQL does not empty them well (wal_level minimal).
 */
import { boolean, integer, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { now } from "./columns.ts";

/**
 * One row at most (db/feed/changes.ts takes care): the name under which the feed's cursors are good. PostgreSQL that was killed gives transaction ids again
 * that it had given to transactions nobody waited for; cursors of before may be ahead of them, and are dropped.
 */
export const feedEpochs = pgTable("feed_epochs", { name: uuid("name").notNull() });

/** Processes that work on this database now (edge/boot/processes.ts). */
export const processes = pgTable("processes", {
  node: uuid("node").notNull(),
  /** It believes to be the only one: it has no NATS_URL. */
  alone: boolean("alone").notNull(),
  host: text("host").notNull(),
  startedAt: now("started_at"),
  beatAt: now("beat_at"),
  /** The database session it beats from: gone with a process that was killed. */
  backendPid: integer("backend_pid").notNull(),
  backendStart: timestamp("backend_start", { withTimezone: true, mode: "string" }).notNull(),
});
