/** A board's row, part of ROWS. */
import * as z from "zod/mini";
import { BOARD_KINDS } from "./board.ts";
import { IdSchema } from "./id_schema.ts";

export const board = {
  name: z.string(),
  kind: z.enum(BOARD_KINDS),
  /** Its document's, in order, for who looks without opening it. */
  columns: z.array(z.object({ id: IdSchema, name: z.string(), colour: z.number() })),
  archived_at: z.nullable(z.string()),
};
