/** Rows of what members do with one another, part of ROWS. */
import * as z from "zod/mini";
import { IdSchema } from "./id_schema.ts";
import { MacroStepSchema } from "./macro_step.ts";
import { NOTIFICATION_KINDS } from "./notification.ts";
import { board } from "./row_board.ts";

const id = IdSchema;
const time = z.string();
const row = { id, deleted_at: z.nullable(time) };

export const TEAMWORK_ROWS = {
  boards: z.object({ ...row, ...board }),
  ticket_notes: z.object({ ...row, conversation_id: id, text: z.string() }),
  /** `owner_id`: that member's own, and in nobody else's browser. */
  macros: z.object({
    ...row,
    owner_id: z.nullable(id),
    department_id: z.nullable(id),
    name: z.string(),
    steps: z.array(MacroStepSchema),
  }),
  /** What `owner_id` is told. Follows the conversation's visibility too: what left their sight tells nothing any more. */
  notifications: z.object({
    ...row,
    owner_id: id,
    conversation_id: id,
    ticket_id: id,
    kind: z.enum(NOTIFICATION_KINDS),
    /** Null: the contact, or nobody. */
    actor_id: z.nullable(id),
    message_id: z.nullable(id),
    text: z.string(),
    /** How many of them this one stands for. */
    count: z.number(),
    at: time,
    read_at: z.nullable(time),
  }),
};
