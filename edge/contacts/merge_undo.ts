import type { Mergeable } from "@domain/merge.ts";

/** A conversation's columns that joining two threads changes; `version` and `sight` follow by themselves. */
export const THREAD_COLUMNS = [
  "ticket_id",
  "agent_id",
  "department_id",
  "last_message_id",
  "last_message_at",
  "last_direction",
  "last_kind",
  "last_status",
  "last_preview",
  "unread",
  "waiting_since",
  "answered_at",
  "noticed_at",
  "free_text_until",
] as const;
export type ThreadColumns = Record<typeof THREAD_COLUMNS[number], string | number | null>;

/** Two threads on one connection that became one: what came `from` there is `into` now. */
export type JoinedThread = {
  from: string;
  into: string;
  /** Their messages, notes, events and runs are found by them. */
  tickets: string[];
  looseMessages: string[];
  looseEvents: string[];
  scheduled: string[];
  before: { from: ThreadColumns; into: ThreadColumns };
  after: ThreadColumns;
};

/** Everything a merge moved, by id; and the kept contact before and after. */
export type MergeUndo = {
  before: Mergeable;
  after: Mergeable;
  identities: string[];
  observations: string[];
  events: string[];
  /** What the other wrote in groups. */
  inGroups: string[];
  /** Conversations that only changed their contact. */
  conversations: string[];
  joined: JoinedThread[];
};
