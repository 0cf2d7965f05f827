/**
 * What a member is told because it concerns them (NOT-09, X-37): always kept, unread until they have seen the place.
 * `mention`, `note`: called in an internal message, in a note · `assigned`: a colleague gave them the ticket ·
 * `reply`, `answered`, `closed`: in a ticket they follow the contact wrote, a colleague answered, it was closed.
 */
export const NOTIFICATION_KINDS = ["mention", "note", "assigned", "reply", "answered", "closed"] as const;
export type NotificationKind = typeof NOTIFICATION_KINDS[number];

/** How many one action names. */
export const MAX_NOTIFICATIONS = 500;
