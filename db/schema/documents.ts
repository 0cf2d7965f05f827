import { sql } from "drizzle-orm";
import { bigint, index, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { bytea, now, workspaceId } from "./columns.ts";

export const docs = pgTable("docs", {
  kind: text("kind").notNull(),
  id: uuid("id").notNull(),
  workspaceId: workspaceId(),
  /** Sequence of the newest update; taken under this row's lock. */
  head: bigint("head", { mode: "bigint" }).notNull().default(sql`0`),
  /** Starts as the seed: a document that exists is never empty. */
  snapshot: bytea("snapshot").notNull(),
  snapshotSeq: bigint("snapshot_seq", { mode: "bigint" }).notNull().default(sql`0`),
  logBytes: bigint("log_bytes", { mode: "bigint" }).notNull().default(sql`0`),
  /** Since when rows that follow its text (the note's) are behind it. */
  untoldSince: timestamp("untold_since", { withTimezone: true }),
  createdAt: now("created_at"),
}, (t) => [
  primaryKey({ columns: [t.kind, t.id] }),
  index("docs_untold").on(t.untoldSince).where(sql`untold_since is not null`),
]);

export const docUpdates = pgTable("doc_updates", {
  kind: text("kind").notNull(),
  docId: uuid("doc_id").notNull(),
  seq: bigint("seq", { mode: "bigint" }).notNull(),
  workspaceId: workspaceId(),
  memberId: uuid("member_id"),
  bytes: bytea("bytes").notNull(),
  at: now("at"),
}, (t) => [primaryKey({ columns: [t.kind, t.docId, t.seq] }), index("doc_updates_at").on(t.at)]);

/** A Yjs client id belongs to one member: nobody writes under another's (sync/SPEC.md). */
export const docClients = pgTable("doc_clients", {
  kind: text("kind").notNull(),
  docId: uuid("doc_id").notNull(),
  clientId: bigint("client_id", { mode: "bigint" }).notNull(),
  workspaceId: workspaceId(),
  memberId: uuid("member_id").notNull(),
}, (t) => [primaryKey({ columns: [t.kind, t.docId, t.clientId] })]);
