/** What somebody can want of their list: put away, pin, keep a view of it. Part of ACTIONS. */
import * as z from "zod/mini";
import { base, id, name } from "./action_base.ts";
import { ViewQuerySchema } from "./view_query.ts";

export const FINDING_ACTIONS = {
  /**
   * Out of the working views until then, or until the contact writes; of one put away already, until another time.
   * Refused: `snooze_past`, `ticket_closed`.
   */
  "ticket.snooze": z.object({ ...base, type: z.literal("ticket.snooze"), ticketId: id, until: z.iso.datetime() }),
  /** Back at once. Refused (`not_snoozed`) when it is back already. */
  "ticket.wake": z.object({ ...base, type: z.literal("ticket.wake"), ticketId: id }),
  /** INB-15: on top of my own list, or no more. */
  "conversation.pin": z.object({
    ...base,
    type: z.literal("conversation.pin"),
    conversationId: id,
    pinned: z.boolean(),
  }),
  /** Mine alone when `personal`; sharing one with the team needs the permission and is for good. */
  "view.save": z.object({
    ...base,
    type: z.literal("view.save"),
    viewId: id,
    name,
    query: ViewQuerySchema,
    personal: z.boolean(),
  }),
  "view.delete": z.object({ ...base, type: z.literal("view.delete"), viewId: id }),
} as const;
