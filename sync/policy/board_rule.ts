import * as z from "zod/mini";
import {
  canManageBoards,
  canUseBoards,
  MAX_CARDS_ON_BOARD,
  MAX_COLUMN_LIMIT,
  MAX_COLUMN_NAME,
  MAX_COLUMNS,
} from "@domain/board.ts";
import { ID } from "@domain/ids.ts";
import { IdSchema } from "@domain/id_schema.ts";
import { isRank } from "../doc/rank.ts";
import type { DocRule, MapRule } from "./rule.ts";

const rank = z.string().check(z.refine(isRank));

/** One value a column, by who shapes boards. */
const ofColumns = (value: z.ZodMiniType): MapRule => ({
  type: "map",
  mayWrite: canManageBoards,
  keys: {},
  rest: { key: ID, value },
  required: [],
  maxKeys: MAX_COLUMNS,
});

/** [P1] [P2] [B1] Everything a board's document may hold. */
export const BOARD_RULE: DocRule = {
  maxUpdateBytes: 512 * 1024,
  maxNewClients: 16,
  roots: {
    columns: ofColumns(rank),
    names: ofColumns(z.string().check(z.minLength(1), z.maxLength(MAX_COLUMN_NAME))),
    colours: ofColumns(z.int().check(z.gte(1), z.lte(8))),
    limits: ofColumns(z.int().check(z.gte(1), z.lte(MAX_COLUMN_LIMIT))),
    cards: {
      type: "map",
      mayWrite: canUseBoards,
      keys: {},
      rest: {
        key: ID,
        value: z.strictObject({ at: z.tuple([IdSchema, rank]), since: z.int().check(z.gte(0)) }),
      },
      required: [],
      maxKeys: MAX_CARDS_ON_BOARD,
    },
  },
};
