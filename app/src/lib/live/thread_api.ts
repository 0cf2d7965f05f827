/** A conversation as its screen sees it. */
import type { Row } from "@domain/rows.ts";
import type { Scheduled } from "@db/cache/overlay_scheduled.ts";

export type ThreadMessage = Row<"messages"> & {
  /** Only here yet ("pending"), refused ("held": see `problems`), or at the server. */
  local?: "pending" | "held" | undefined;
  /** 0–1 while its file goes up. */
  upload?: number | undefined;
};

export interface Thread {
  readonly conversation: Row<"conversations"> | undefined;
  readonly ticket: Row<"tickets"> | undefined;
  readonly contact: Row<"contacts"> | undefined;
  readonly identities: Row<"contact_identities">[];
  /** On the contact, newest first (INT-07). */
  readonly observations: Row<"observations">[];
  /** The contact's tickets in this workspace, newest first. */
  readonly tickets: Row<"tickets">[];
  /** Oldest first. */
  readonly messages: ThreadMessage[];
  /** What was said last, also while an earlier part is shown. */
  readonly newest: ThreadMessage | undefined;
  /** The last message of the server that this person has had on the screen. */
  readonly seen: string | null;
  /** The ticket's timeline, newest first. */
  readonly events: Row<"events">[];
  /** What leaves by itself in this conversation, the soonest first; what has left or failed too. */
  readonly scheduled: Scheduled[];
  readonly hasOlder: boolean;
  readonly loadingOlder: boolean;
  readonly loading: boolean;
  /** A part of the history is shown, and what was said since is not. */
  readonly hasNewer: boolean;
  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  /** Shows the part of the history that a message is in. False: it cannot be had now. */
  show(messageId: string): Promise<boolean>;
  /** Back to what was said last. */
  toNewest(): void;
  close(): void;
}
