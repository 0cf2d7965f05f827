/** What somebody can want of boards beside what their document merges. Part of ACTIONS. */
import * as z from "zod/mini";
import { base, id, name } from "./action_base.ts";
import { BOARD_KINDS, MAX_COLUMN_NAME, MAX_COLUMNS } from "./board.ts";

const column = z.object({
  id,
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_COLUMN_NAME)),
  colour: z.int().check(z.gte(1), z.lte(8)),
});

export const BOARD_ACTIONS = {
  /**
   * KAN-02, KAN-05: makes a board with its first columns, or names one anew (without `columns`: those it has are its
   * document's). Refused: `forbidden`, `name_taken`.
   */
  "board.save": z.object({
    ...base,
    type: z.literal("board.save"),
    boardId: id,
    name,
    kind: z.enum(BOARD_KINDS),
    columns: z.optional(z.array(column).check(z.minLength(1), z.maxLength(MAX_COLUMNS))),
  }),
  /** Out of sight with all it holds, or back. */
  "board.archive": z.object({ ...base, type: z.literal("board.archive"), boardId: id, archived: z.boolean() }),
  /**
   * KAN-03, KAN-04, KAN-06: a ticket's place on a board, at the column's end; null takes it off. Refused: `not_found`
   * (board, column, ticket), `board_archived`.
   */
  "board.place": z.object({
    ...base,
    type: z.literal("board.place"),
    boardId: id,
    ticketId: id,
    columnId: z.nullable(id),
  }),
} as const;
