/** Columns of a scheduled message, as it is mirrored into browsers. Part of ROWS. */
import * as z from "zod/mini";
import { IdSchema } from "./id_schema.ts";
import { MediaSchema, MESSAGE_KINDS, TemplateUseSchema } from "./message.ts";
import { IfClosedSchema, RepeatSchema, ScheduleStatusSchema } from "./schedule.ts";

const time = z.string();
const id = IdSchema;

export const scheduled = {
  conversation_id: id,
  contact_id: id,
  /** Who scheduled it. */
  member_id: id,
  due_at: time,
  kind: z.enum([...MESSAGE_KINDS, "flow"]),
  /** What the contact will read; of a template, filled in. */
  text: z.string(),
  media: z.nullable(MediaSchema),
  template: z.nullable(z.extend(TemplateUseSchema, { name: z.string() })),
  flow_id: z.nullable(id),
  /** Goes in place of free text when the window is closed by then. */
  fallback: z.nullable(z.extend(TemplateUseSchema, { name: z.string() })),
  if_closed: IfClosedSchema,
  repeat: RepeatSchema,
  status: ScheduleStatusSchema,
  /** Why it failed: an error code. */
  reason: z.nullable(z.string()),
  message_id: z.nullable(id),
  done_at: z.nullable(time),
  created_at: time,
};
