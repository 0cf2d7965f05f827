/** What members do with one another: following, being told, macros. */
import * as z from "zod/mini";
import { base, id, name } from "./action_base.ts";
import { MAX_MACRO_STEPS } from "./macro.ts";
import { MacroStepSchema } from "./macro_step.ts";
import { MAX_NOTIFICATIONS } from "./notification.ts";

const notifications = {
  ...base,
  notificationIds: z.array(id).check(z.minLength(1), z.maxLength(MAX_NOTIFICATIONS)),
};

export const TEAMWORK_ACTIONS = {
  /** TAG-03: for the team alone; the customer hears nothing of it. */
  "message.tag": z.object({ ...base, type: z.literal("message.tag"), messageId: id, tagId: id, on: z.boolean() }),
  /** Whoever follows a ticket is told of replies and of its closing. */
  "ticket.follow": z.object({ ...base, type: z.literal("ticket.follow"), ticketId: id, on: z.boolean() }),
  /** NOT-10, X-37: the place was seen. Of own ones; others among them are left alone. */
  "notification.read": z.object({ ...notifications, type: z.literal("notification.read") }),
  /** NOT-12: taken off the list. */
  "notification.clear": z.object({ ...notifications, type: z.literal("notification.clear") }),
  /** `personal` ones are their maker's alone; publishing one is for good, as of a quick reply. */
  "macro.save": z.object({
    ...base,
    type: z.literal("macro.save"),
    macroId: id,
    name,
    steps: z.array(MacroStepSchema).check(z.minLength(1), z.maxLength(MAX_MACRO_STEPS)),
    departmentId: z.nullable(id),
    personal: z.boolean(),
  }),
  "macro.delete": z.object({ ...base, type: z.literal("macro.delete"), macroId: id }),
} as const;
