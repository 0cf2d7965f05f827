import type { Context } from "hono";
import type { ErrorCode, ErrorParams } from "@domain/error.ts";

/** Only here does a code become a status. */
export const STATUS: Record<ErrorCode, 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 502> = {
  bad_input: 400,
  not_found: 404,
  forbidden: 403,
  not_signed_in: 401,
  sign_in_failed: 401,
  too_many_tries: 429,
  bad_origin: 403,
  too_large: 413,
  setup_done: 409,
  bad_token: 403,
  invitation_used: 410,
  email_taken: 409,
  name_taken: 409,
  in_use: 409,
  last_admin: 409,
  already_assigned: 409,
  ticket_closed: 409,
  ticket_not_closed: 409,
  not_in_progress: 409,
  not_paused: 409,
  ticket_archived: 409,
  ticket_not_archived: 409,
  no_closing: 409,
  fields_missing: 422,
  rating_off: 409,
  rating_limit: 409,
  window_closed: 409,
  moved_on: 409,
  draft_sent: 409,
  conversation_exists: 409,
  contact_blocked: 409,
  contact_exists: 409,
  contact_open_ticket: 409,
  merge_open_tickets: 409,
  undo_over: 409,
  block_too_late: 409,
  schedule_past: 409,
  schedule_done: 409,
  fallback_needed: 422,
  flow_off: 409,
  template_not_approved: 422,
  template_values: 422,
  connection_off: 409,
  no_reply_channel: 422,
  media_missing: 422,
  media_too_large: 413,
  media_type: 415,
  provider_refused: 502,
  client_too_old: 409,
  server_error: 500,
};

/** Answers a refusal: `{code, params, requestId}`. Sentences are the app's, in the reader's language. */
export function problem(c: Context, code: ErrorCode, params: ErrorParams = {}): Response {
  if (code === "too_many_tries") c.header("retry-after", String(params.seconds ?? 1));
  return c.json({ code, params, requestId: c.get("requestId") ?? null }, STATUS[code]);
}
