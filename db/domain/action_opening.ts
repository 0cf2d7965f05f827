/** Opening a ticket, and the lists that classify it (features.md STA, STS-08, CTP-16). Part of ACTIONS. */
import * as z from "zod/mini";
import { base, id, name } from "./action_base.ts";
import { ChoiceKindSchema } from "./choice.ts";
import { TemplateUseSchema } from "./message.ts";
import { StartAsSchema } from "./start.ts";

/** A new contact: what its channel asks for must be there (`reachedBy`), the rest may. */
const newContact = z.object({
  newId: id,
  name,
  phone: z.string().check(z.maxLength(32)),
  foreign: z.boolean(),
  email: z.optional(z.nullable(z.email())),
});

export const OPENING_ACTIONS = {
  /**
   * STA-02 to STA-10, X-11, X-12: with a contact or with a number. Opened for who starts it, its first message follows as
   * `message.send`; `as: "told"` sends `message` and opens nothing (STA-17), `as: "finished"` registers what is done
   * (STA-05). The rest is what the ticket's card says from the beginning.
   */
  "conversation.start": z.object({
    ...base,
    type: z.literal("conversation.start"),
    conversationId: id,
    ticketId: id,
    connectionId: id,
    departmentId: z.nullable(id),
    contact: z.union(
      [z.object({ id }), newContact],
      "expected {id} of a contact, or {newId, name, phone, foreign} of a new one",
    ),
    as: z.optional(StartAsSchema),
    message: z.optional(z.object({
      messageId: id,
      text: z._default(z.string().check(z.maxLength(10_000)), ""),
      template: z.optional(TemplateUseSchema),
    })),
    stage: z.optional(id),
    ticketType: z.optional(id),
    demand: z.optional(id),
    tagIds: z.optional(z.array(id).check(z.maxLength(50))),
  }),
  /**
   * ASG-14, CHN-16: by another connection. The ticket ends where it is and goes on as `newTicketId` in the contact's
   * conversation there (`conversationId`, should there be none).
   */
  "ticket.move_channel": z.object({
    ...base,
    type: z.literal("ticket.move_channel"),
    ticketId: id,
    connectionId: id,
    conversationId: id,
    newTicketId: id,
  }),
  /** STS-08, STA-06, CTP-16: a status, type or demand; its list stays as it was made. */
  "choice.save": z.object({
    ...base,
    type: z.literal("choice.save"),
    choiceId: id,
    kind: ChoiceKindSchema,
    name,
    colour: z.int().check(z.gte(1), z.lte(8)),
  }),
  /** Before another one of its list; null: at its end. */
  "choice.move": z.object({ ...base, type: z.literal("choice.move"), choiceId: id, before: z.nullable(id) }),
  "choice.delete": z.object({ ...base, type: z.literal("choice.delete"), choiceId: id }),
} as const;
