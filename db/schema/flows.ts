import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, smallint, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { at, mirrored, now, workspaceId } from "./columns.ts";
import { conversations, tickets } from "./conversations.ts";

/** What a flow published last (db/domain/flow.ts). */
export const flows = pgTable("flows", {
  ...mirrored(),
  name: text("name").notNull(),
  colour: smallint("colour").notNull(),
  active: boolean("active").notNull(),
  position: integer("position").notNull(),
  steps: jsonb("steps").notNull(),
}, (t) => [
  index("flows_version").on(t.version),
  uniqueIndex("flows_name").on(t.workspaceId, sql`lower(${t.name})`).where(sql`deleted_at is null`),
]);

/**
 * One firing of a flow at a conversation. Its steps are those of the moment it was fired: who changes the flow later
 * changes what is fired later. `nextStep` moves in the transaction that sends, so nothing is sent twice.
 */
export const flowRuns = pgTable("flow_runs", {
  id: uuid("id").primaryKey(),
  workspaceId: workspaceId(),
  flowId: uuid("flow_id").notNull().references(() => flows.id),
  flowName: text("flow_name").notNull(),
  conversationId: uuid("conversation_id").notNull().references(() => conversations.id),
  /** The ticket it was fired from: its messages belong there. */
  ticketId: uuid("ticket_id").notNull().references(() => tickets.id),
  steps: jsonb("steps").notNull(),
  nextStep: integer("next_step").notNull().default(0),
  dueAt: now("due_at"),
  endedAt: at("ended_at"),
  createdAt: now("created_at"),
}, (t) => [index("flow_runs_due").on(t.dueAt).where(sql`ended_at is null`)]);
