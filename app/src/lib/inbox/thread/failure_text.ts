import type { Row } from "@domain/rows.ts";
import { m } from "../../../paraglide/messages.js";

/** facts/channels.md, error table: what the codes people meet mean, and what to do. */
const SENTENCES: Record<string, () => string> = {
  "131047": m.inbox_failed_window,
  "131026": m.inbox_failed_undeliverable,
  "131053": m.inbox_failed_media,
  "131052": m.inbox_failed_media,
  "131049": m.inbox_failed_limit,
  "131056": m.inbox_failed_pace,
  "130429": m.inbox_failed_pace,
  group_removed: m.error_group_removed,
  "190": m.inbox_failed_token,
  "132000": m.inbox_failed_template,
  "132001": m.inbox_failed_template,
  "132012": m.inbox_failed_template,
};

/** MSG-07: where Meta explains its codes. */
export const META_ERRORS = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes";

/** What the red x says: that it failed, and with which code (MSG-06). */
export function failureName({ error_code }: Pick<Row<"messages">, "error_code">): string {
  return error_code ? m.inbox_tick_failed_code({ code: error_code }) : m.inbox_tick_failed();
}

/** `Não entregue: …`; a code we don't know keeps the provider's own words. */
export function failureText(message: Pick<Row<"messages">, "error_code" | "error_text">): string {
  const known = message.error_code ? SENTENCES[message.error_code] : undefined;
  if (known) return known();
  return message.error_text ? m.inbox_failed_because({ reason: message.error_text }) : m.inbox_failed_plain();
}
