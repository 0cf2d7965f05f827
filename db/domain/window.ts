/**
 * The 24-hour window of official WhatsApp (SES-01 to SES-09, X-13). Two facts: the *session* (billing; opened by either
 * side) and `freeTextUntil` (24 h after the contact's last message), which alone decides what may be written.
 * The server's clock decides; the browser only shows (SES-09).
 */
export const WINDOW_MS = 24 * 60 * 60 * 1000;
/** "Expirando" starts here (INB-05). */
export const EXPIRING_MS = 30 * 60 * 1000;

export type WindowState =
  /** The channel has no window (web chat). */
  | { kind: "none" }
  | { kind: "open"; until: number }
  | { kind: "expiring"; until: number; minutes: number }
  /** `since` is absent when the contact never wrote: only a template may start (STA-12, SES-05). */
  | { kind: "closed"; since?: number };

export type Windowed = { has_window: boolean; free_text_until: string | null };

/** The window of a conversation at `now` (ms). */
export function windowState(conversation: Windowed, now: number): WindowState {
  if (!conversation.has_window) return { kind: "none" };
  if (conversation.free_text_until === null) return { kind: "closed" };
  const until = Date.parse(conversation.free_text_until);
  if (now >= until) return { kind: "closed", since: until };
  const left = until - now;
  return left <= EXPIRING_MS ? { kind: "expiring", until, minutes: Math.ceil(left / 60_000) } : { kind: "open", until };
}

export function mayWriteFreely(conversation: Windowed, now: number): boolean {
  return windowState(conversation, now).kind !== "closed";
}
