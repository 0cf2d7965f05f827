/** The feed's wire: server-sent events of `GET /api/feed?cursor=…` (design.md §5). `data` is JSON of these. */
import type { Rows } from "./rows.ts";
import type { TableName } from "./tables.ts";

/** Rows to put into the mirror, replacing those of the same id. A row with `deleted_at` is a deletion. */
export type RowsEvent = { [T in TableName]: { table: T; rows: Rows[T][] } }[TableName];
/** Conversations that left this member's sight: drop them with everything that hangs on them. */
export type GoneEvent = { conversationIds: string[] };
/** Drop the mirror and connect again without a cursor. */
export type ResetEvent = { reason: "sight_changed" | "cursor_too_old" | "version" };
/** First load only: how many rows of how many have been sent. */
export type ProgressEvent = { done: number; total: number };
/** Sent when the client holds everything up to the event's id; then once for every later batch. */
export type LevelEvent = { at: string };
/** Never stored. `members`: who is in the ticket now; `contactTyping`: the customer is writing. */
export type LiveEvent =
  | {
    type: "presence";
    ticketId: string;
    members: { id: string; state: "viewing" | "typing" | "internal"; draft?: string }[];
  }
  | { type: "contact_typing"; conversationId: string; until: number }
  /** All who are online, when a feed begins; then who came and who went since. */
  | { type: "online"; memberIds: string[] }
  | { type: "online_changed"; came: string[]; went: string[] };

export type FeedEvents = {
  rows: RowsEvent;
  gone: GoneEvent;
  reset: ResetEvent;
  progress: ProgressEvent;
  level: LevelEvent;
  live: LiveEvent;
};

/** What `POST /api/presence` takes: where this tab is now. Sent on change and every 20 s; forgotten after 45 s. */
export type PresenceUpdate = {
  clientId: string;
  ticketId: string | null;
  state: "viewing" | "typing" | "internal";
  /** First 80 characters of the draft, for colleagues' lists. */
  draft?: string | undefined;
};

/** The mirror's shape; a change makes browsers rebuild their cache (`reset` with reason version). */
export const MIRROR_VERSION = 9;
