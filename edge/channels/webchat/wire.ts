/** What a visitor's browser tells us, as it lies in the journal. The visitor comes from its signed token, never from the body. */
import { IdSchema } from "@domain/id_schema.ts";
import { MediaKindSchema } from "@domain/message.ts";
import * as z from "zod/mini";

const address = z.string().check(z.minLength(1), z.maxLength(200));

export const VisitorSchema = z.object({
  /** Every address of this person, strongest first: `user:<id>` when the site vouched for it, then the browser's own. */
  ids: z.array(address).check(z.minLength(1), z.maxLength(3)),
  name: z.optional(z.string().check(z.maxLength(120))),
});
export type Visitor = z.infer<typeof VisitorSchema>;

export const MediaSchema = z.object({
  /** Already stored by our own door under this id. */
  id: IdSchema,
  kind: MediaKindSchema,
  mime: z.string(),
  name: z.string(),
});

/** Id and time of a message are the browser's: the same message sent again after a lost answer is the same message. */
export const EventSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("message"),
    id: IdSchema,
    text: z._default(z.string().check(z.maxLength(10_000)), ""),
    media: z.optional(MediaSchema),
    quoteId: z.optional(IdSchema),
    at: z.number(),
  }),
  z.object({ type: z.enum(["delivered", "read"]), messageId: IdSchema, at: z.number() }),
]);
export type VisitorEvent = z.infer<typeof EventSchema>;

export const PartSchema = z.object({ visitor: VisitorSchema, event: z.unknown() });
export type Part = z.infer<typeof PartSchema>;
export const WebhookSchema = z.object({ visitor: VisitorSchema, events: z.array(z.unknown()).check(z.maxLength(100)) });
