/** The one place that turns an error's code and params into a sentence, in the language of the screen. */
import { type ErrorCode, type ErrorParams } from "@domain/error.ts";
import { isPermission } from "@domain/policy.ts";
import { m } from "../../paraglide/messages.js";
import { getLocale } from "../../paraglide/runtime.js";
import { bytes, timeOfDay } from "../i18n/format.ts";
import { permissionText } from "./permission_text.ts";
import { reasonText } from "./reason_text.ts";

/** What a sentence may need besides the params: names of ids, and the workspace's time zone. */
export type Names = {
  member?: (id: string) => string | undefined;
  /** The label that a field wears on this screen (`bad_input.field`). */
  field?: (path: string) => string | undefined;
  timeZone?: string | undefined;
};

/** What happened and what can be done. Never a raw code. */
export function errorText(code: ErrorCode, params: ErrorParams = {}, names: Names = {}): string {
  return SENTENCES[code](new Read(params, names));
}

const SENTENCES = {
  bad_input: (p) => m.error_bad_input({ field: p.field(), reason: reasonText(p.text("reason")) }),
  not_found: () => m.error_not_found(),
  forbidden: (p) => {
    if (p.has("agentId")) return m.error_forbidden_agent({ name: p.member("agentId") });
    const permission = p.text("permission");
    if (!isPermission(permission)) return m.error_forbidden();
    return m.error_forbidden_permission({ permission: permissionText(permission).name });
  },
  not_signed_in: () => m.error_not_signed_in(),
  sign_in_failed: () => m.error_sign_in_failed(),
  too_many_tries: (p) => m.error_too_many_tries({ seconds: p.text("seconds") || "60" }),
  bad_origin: () => m.error_bad_origin(),
  too_large: (p) => p.has("limit") ? m.error_too_large({ limit: p.bytes("limit") }) : m.error_too_large_plain(),
  setup_done: () => m.error_setup_done(),
  bad_token: () => m.error_bad_token(),
  invitation_used: () => m.error_invitation_used(),
  email_taken: () => m.error_email_taken(),
  // The id of a WhatsApp number is unique among connections: what is taken there is the number.
  name_taken: (p) => p.text("field") === "settings.phoneNumberId" ? m.error_number_taken() : m.error_name_taken(),
  in_use: (p) => p.text("count") === "1" ? m.error_in_use_one() : m.error_in_use({ count: p.text("count") }),
  last_admin: () => m.error_last_admin(),
  already_assigned: (p) => m.error_already_assigned({ name: p.member("agentId"), time: p.time("at") }),
  ticket_closed: (p) => m.error_ticket_closed({ name: p.member("memberId"), time: p.time("at") }),
  ticket_not_closed: () => m.error_ticket_not_closed(),
  not_in_progress: () => m.error_not_in_progress(),
  not_paused: () => m.error_not_paused(),
  ticket_archived: () => m.error_ticket_archived(),
  ticket_not_archived: () => m.error_ticket_not_archived(),
  no_closing: () => m.error_no_closing(),
  fields_missing: (p) => m.error_fields_missing({ names: p.text("names") }),
  rating_off: () => m.error_rating_off(),
  rating_limit: (p) => m.error_rating_limit({ max: p.text("max") }),
  window_closed: (p) =>
    p.has("since") ? m.error_window_closed({ time: p.time("since") }) : m.error_window_closed_plain(),
  moved_on: (p) => m.error_moved_on({ name: p.member("memberId"), time: p.time("at") }),
  draft_sent: (p) => m.error_draft_sent({ name: p.member("memberId"), time: p.time("at") }),
  conversation_exists: () => m.error_conversation_exists(),
  group_removed: () => m.error_group_removed(),
  not_in_group: () => m.error_not_in_group(),
  contact_blocked: (p) => p.has("deleting") ? m.error_contact_blocked_delete() : m.error_contact_blocked(),
  contact_exists: (p) => m.error_contact_exists({ name: p.text("name") }),
  contact_open_ticket: () => m.error_contact_open_ticket(),
  merge_open_tickets: () => m.error_merge_open_tickets(),
  undo_over: () => m.error_undo_over(),
  block_too_late: () => m.error_block_too_late(),
  snooze_past: () => m.error_snooze_past(),
  not_snoozed: () => m.error_not_snoozed(),
  too_many_views: (p) => m.error_too_many_views({ max: p.text("max") }),
  board_archived: (p) => m.error_board_archived({ name: p.text("name") }),
  schedule_past: () => m.error_schedule_past(),
  schedule_done: (p) => p.text("status") === "sent" ? m.error_schedule_done_sent() : m.error_schedule_done(),
  fallback_needed: () => m.error_fallback_needed(),
  flow_off: (p) => m.error_flow_off({ name: p.text("name") }),
  template_not_approved: () => m.error_template_not_approved(),
  template_values: (p) => m.error_template_values({ expected: p.text("expected"), given: p.text("given") }),
  connection_off: () => m.error_connection_off(),
  no_reply_channel: () => m.error_no_reply_channel(),
  media_missing: () => m.error_media_missing(),
  media_too_large: (p) =>
    p.has("size") && p.has("limit")
      ? m.error_media_too_large({ size: p.bytes("size"), limit: p.bytes("limit") })
      : m.error_media_too_large_plain(),
  media_type: (p) => m.error_media_type({ mime: p.text("mime") || "?" }),
  provider_refused: (p) => m.error_provider_refused({ text: p.text("text") || "?", code: p.text("code") || "?" }),
  client_too_old: () => m.error_client_too_old(),
  server_error: () => m.error_server_error(),
} satisfies Record<ErrorCode, (read: Read) => string>;

/** Params come from the wire: each sentence reads them as what it needs, and survives one that is missing. */
class Read {
  constructor(private params: ErrorParams, private names: Names) {}

  has(key: string): boolean {
    return this.params[key] !== undefined && this.params[key] !== null;
  }
  text(key: string): string {
    return this.has(key) ? String(this.params[key]) : "";
  }
  bytes(key: string): string {
    return bytes(getLocale(), Number(this.params[key]) || 0);
  }
  time(key: string): string {
    const at = new Date(this.text(key));
    return Number.isNaN(at.getTime()) ? "–" : timeOfDay(getLocale(), at, this.names.timeZone);
  }
  member(key: string): string {
    return this.names.member?.(this.text(key)) ?? m.error_a_colleague();
  }
  field(): string {
    const path = this.text("field");
    return this.names.field?.(path) ?? path;
  }
}
