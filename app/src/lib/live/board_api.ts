/** What a board's screen knows of the cards it shows (part of `Desk`); where they stand is its document's. */
import type { ListRow } from "./desk_api.ts";

/** Where a ticket will stand once an action of mine that waits has run. */
export type WaitingPlace = { ticketId: string; columnId: string | null };

/** Rows of a board's tickets, live: call `show` with those its document names. Close when done. */
export interface BoardCards {
  /** By ticket; without those this member does not see. */
  readonly rows: ReadonlyMap<string, ListRow>;
  readonly waiting: readonly WaitingPlace[];
  /** True until the first answer. */
  readonly loading: boolean;
  show(ticketIds: readonly string[]): void;
  close(): void;
}

/** A question names what the tab has by its stamps; the answer brings the rows that are others. */
export type CardsRequest = { boardId: string; ticketIds: readonly string[]; known: ReadonlyMap<string, number> };
export type CardsAnswer = {
  rows: { ticketId: string; stamp: number; row: ListRow }[];
  /** Asked for, and not (any more) in this member's sight. */
  gone: string[];
  waiting: WaitingPlace[];
};
