/** Messages are facts: who wrote what to whom, and how far it got. */
import * as z from "zod/mini";
import { IdSchema } from "./id_schema.ts";

export const DIRECTIONS = ["in", "out", "internal", "system"] as const;
export type Direction = typeof DIRECTIONS[number];

export const MESSAGE_KINDS = [
  "text",
  "image",
  "audio",
  "video",
  "document",
  "sticker",
  "location",
  "contacts",
  "template",
  "unsupported",
] as const;
export type MessageKind = typeof MESSAGE_KINDS[number];
export const MediaKindSchema = /* @__PURE__ */ z.enum(["image", "audio", "video", "document", "sticker"]);
export type MediaKind = z.infer<typeof MediaKindSchema>;

/**
 * Out: queued → sending → sent → delivered → read, or failed (provider's code), or unknown (the provider did not answer
 * and no receipt came: a person decides). In and internal: received.
 */
export const MESSAGE_STATUSES = [
  "received",
  "queued",
  "sending",
  "unknown",
  "sent",
  "delivered",
  "read",
  "failed",
] as const;
export type MessageStatus = typeof MESSAGE_STATUSES[number];

/** What sends by itself, or by a button: everything but the composer, and flows. */
export const MESSAGE_ORIGINS = [
  "greeting",
  "department_greeting",
  "out_of_hours",
  "holiday",
  "inactivity_notice",
  "inactivity_close",
  "closing",
  "conclusion",
  "rating",
  "rating_comment",
  "rating_thanks",
  "protocol",
  "schedule",
] as const;
export type MessageOrigin = typeof MESSAGE_ORIGINS[number];

/** Of one message (TAG-03). */
export const MAX_MESSAGE_TAGS = 20;

const RANK: Record<MessageStatus, number> = {
  received: 0,
  queued: 0,
  sending: 1,
  unknown: 2,
  sent: 3,
  delivered: 4,
  read: 5,
  failed: 9,
};

/**
 * Receipts arrive late, twice and out of order (facts/channels.md A10): a status only moves forward. `failed` is final
 * for receipts; only a person's retry puts it back to `queued`. A receipt also resolves `unknown`.
 */
export function advance(from: MessageStatus, to: MessageStatus): MessageStatus {
  if (from === "received" || from === "failed") return from;
  // A late failure after the contact received it would be a lie of the provider's ordering, not news.
  if (to === "failed") return RANK[from] >= RANK.delivered ? from : "failed";
  return RANK[to] > RANK[from] ? to : from;
}

export const MediaSchema = /* @__PURE__ */ z.object({
  id: IdSchema,
  kind: MediaKindSchema,
  mime: z.string(),
  name: z.string(),
  /** bytes */
  size: z.number(),
  width: z.optional(z.number()),
  height: z.optional(z.number()),
  /** seconds, audio and video */
  duration: z.optional(z.number()),
  /** 0–100, at most 64 bars */
  waveform: z.optional(z.array(z.number())),
  voice: z.optional(z.boolean()),
});
export type Media = z.infer<typeof MediaSchema>;

export const TemplateUseSchema = /* @__PURE__ */ z.object({
  templateId: IdSchema,
  /** Values of the body's variables, in order. */
  values: z.array(z.string().check(z.maxLength(1024))),
});
export type TemplateUse = z.infer<typeof TemplateUseSchema>;

/** One line for lists and search results: the text, or nothing when the kind itself must be named by the interface. */
export function preview(body: string): string {
  return body.replace(/\s+/g, " ").trim().slice(0, 160);
}
