/** What a member is told, with the pending actions laid over. Pure. */
import type { Row } from "@domain/rows.ts";
import type { Pending } from "./overlay_messages.ts";

/** Newest first; what was cleared is gone, what was seen is read. */
export function overlayNotifications(
  base: readonly Row<"notifications">[],
  pending: readonly Pending[],
): Row<"notifications">[] {
  const read = new Map<string, string>();
  const cleared = new Set<string>();
  for (const { action, held } of pending) {
    if (held) continue;
    if (action.type === "notification.read") {
      for (const id of action.notificationIds) read.set(id, action.composedAt);
    } else if (action.type === "notification.clear") {
      for (const id of action.notificationIds) cleared.add(id);
    }
  }
  return base
    .filter(({ id }) => !cleared.has(id))
    .map((row) => row.read_at === null && read.has(row.id) ? { ...row, read_at: read.get(row.id)! } : row)
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
