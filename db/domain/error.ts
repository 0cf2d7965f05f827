/**
 * Every code a person can meet. The compiler demands a status (edge/http) and a sentence in both languages
 * (app/messages, `error_<code>`) for each.
 */
export const ERROR_CODES = [
  "bad_input", // params: {field, reason}
  "not_found",
  "forbidden", // params: {permission}
  "not_signed_in",
  "sign_in_failed",
  "too_many_tries", // params: {seconds}
  "bad_origin",
  "too_large", // params: {limit}
  "setup_done",
  "bad_token",
  "invitation_used",
  "email_taken",
  "name_taken",
  "in_use", // params: {count}
  "last_admin",
  "already_assigned", // params: {agentId, at}
  "ticket_closed", // params: {memberId, at}
  "ticket_not_closed",
  "not_in_progress",
  "not_paused",
  "ticket_archived",
  "ticket_not_archived",
  "no_closing", // it is not scheduled to close (any more)
  "fields_missing", // params: {names}: mandatory closing fields without a value
  "rating_off", // the connection has no question to ask
  "rating_limit", // params: {max}: this customer was asked so often already
  "window_closed", // params: {since}
  "moved_on", // params: {memberId, at, messageId}: a colleague answered meanwhile
  "draft_sent", // params: {memberId, at, same}: somebody sent this draft already; `same`: these very words
  "conversation_exists", // params: {conversationId, ticketId} (STA-16, X-11)
  "contact_blocked",
  "group_removed", // the group is not of the system any more, or does not exist
  "not_in_group", // groups are not attended: no queue, no closing, no automation
  "contact_exists", // params: {contactId, name}: somebody has this number
  "contact_open_ticket", // params: {ticketId, count}: closed first, deleted then
  "merge_open_tickets", // params: {ticketId, otherId}: both have an open ticket on one connection
  "undo_over", // too late to take it back, or what it would go back to is gone
  "block_too_late", // params: {since}: no message of theirs in the last 24 h (BLK-03)
  "schedule_past", // params: {dueAt}
  "snooze_past", // params: {until}
  "not_snoozed", // it is back already
  "too_many_views", // params: {max}
  "board_archived", // params: {name}
  "schedule_done", // params: {status}: it left, failed or was cancelled meanwhile
  "fallback_needed", // params: {until}: free text beyond the window needs a template beside it
  "flow_off", // params: {name}: not active, or deleted
  "template_not_approved",
  "template_values", // params: {expected, given}
  "connection_off",
  "no_reply_channel",
  "media_missing",
  "media_too_large", // params: {kind, limit, size} bytes
  "media_type", // params: {mime}
  "provider_refused", // params: {code, text}
  "client_too_old",
  "server_error",
] as const;
export type ErrorCode = typeof ERROR_CODES[number];
export type ErrorParams = Record<string, string | number | boolean | null>;
export type Refusal = { ok: false; code: ErrorCode; params: ErrorParams };

/** A refusal: an expected outcome, returned and never thrown. */
export function refuse(code: ErrorCode, params: ErrorParams = {}): Refusal {
  return { ok: false, code, params };
}
