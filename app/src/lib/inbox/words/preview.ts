import type { MessageKind } from "@domain/message.ts";
import type { MessageOrigin, MessageStatus } from "@domain/message.ts";
import type { TickState } from "#lib/ui/glyph/tick.ts";
import { m } from "../../../paraglide/messages.js";

const KIND = {
  text: m.inbox_kind_text,
  image: m.inbox_kind_image,
  audio: m.inbox_kind_audio,
  video: m.inbox_kind_video,
  document: m.inbox_kind_document,
  sticker: m.inbox_kind_sticker,
  location: m.inbox_kind_location,
  contacts: m.inbox_kind_contacts,
  template: m.inbox_kind_template,
  unsupported: m.inbox_kind_unsupported,
} satisfies Record<MessageKind, () => string>;

const ORIGIN = {
  greeting: m.inbox_origin_greeting,
  department_greeting: m.inbox_origin_department_greeting,
  out_of_hours: m.inbox_origin_out_of_hours,
  holiday: m.inbox_origin_holiday,
  inactivity_notice: m.inbox_origin_inactivity_notice,
  inactivity_close: m.inbox_origin_inactivity_close,
  closing: m.inbox_origin_closing,
  conclusion: m.inbox_origin_conclusion,
  rating: m.inbox_origin_rating,
  rating_comment: m.inbox_origin_rating_comment,
  rating_thanks: m.inbox_origin_rating_thanks,
  protocol: m.inbox_origin_protocol,
  schedule: m.schedule_origin,
} satisfies Record<MessageOrigin, () => string>;

/** Why a message was sent that nobody wrote in the composer. */
export const originName = (origin: MessageOrigin) => ORIGIN[origin]();

/** `Foto`, `Áudio`… for what has no text of its own. */
export const kindName = (kind: MessageKind) => KIND[kind]();

/** The mark of a message of ours. `local` wins: what the server does not know yet has no receipt. */
export function tickOf(status: MessageStatus, local?: "pending" | "held"): TickState | undefined {
  if (local) return local;
  switch (status) {
    case "received":
      return undefined;
    case "queued":
    case "sending":
      return "pending";
    default:
      return status;
  }
}

const TICK = {
  pending: m.inbox_tick_pending,
  sent: m.inbox_tick_sent,
  delivered: m.inbox_tick_delivered,
  read: m.inbox_tick_read,
  failed: m.inbox_tick_failed,
  held: m.inbox_tick_held,
  unknown: m.inbox_tick_unknown,
} satisfies Record<TickState, () => string>;

export const tickName = (state: TickState) => TICK[state]();
