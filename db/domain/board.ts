/**
 * Boards: kanbans and funnels are one thing of two kinds. A ticket has at most one card on each. What a board
 * holds (columns, cards, their places) is its document (sync/doc/board_doc.ts); its name and end are facts.
 */
import { type Actor, can } from "./policy.ts";

export const BOARD_KINDS = ["kanban", "funnel"] as const;
export type BoardKind = typeof BOARD_KINDS[number];

export const MAX_COLUMNS = 40;
export const MAX_CARDS_ON_BOARD = 20_000;
export const MAX_COLUMN_NAME = 60;
/** A column warns from so many cards on. */
export const MAX_COLUMN_LIMIT = 9_999;

/** Sees all boards, moves cards and puts tickets they see on them. What a card shows follows the ticket's own sight. */
export const canUseBoards = (actor: Actor): boolean => can(actor, "boards.use");
/** Makes, names and ends boards, and shapes their columns. */
export const canManageBoards = (actor: Actor): boolean => can(actor, "boards.manage");
