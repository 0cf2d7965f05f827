/** Scheduled messages with the pending actions laid over. Pure. */
import type { Actions } from "@domain/action.ts";
import type { Row } from "@domain/rows.ts";
import type { Pending } from "./overlay_messages.ts";

/** `local`: something about it is only here yet. */
export type Scheduled = Row<"scheduled_messages"> & { local?: boolean | undefined };
type Known = { me: string; contactId: string | undefined };

export function overlayScheduled(
  base: readonly Row<"scheduled_messages">[],
  pending: readonly Pending[],
  known: Known,
): Scheduled[] {
  const result = new Map<string, Scheduled>(base.map((row) => [row.id, row]));
  for (const { action, held, quiet } of pending) {
    if (held) continue;
    const local = !quiet;
    if (action.type === "schedule.save") {
      result.set(action.scheduleId, { ...saved(action, result.get(action.scheduleId), known), local });
      continue;
    }
    if (action.type !== "schedule.move" && action.type !== "schedule.cancel") continue;
    const row = result.get(action.scheduleId);
    // What has left meanwhile is moved and cancelled no more: the server will say so.
    if (row?.status !== "scheduled") continue;
    const change = action.type === "schedule.move"
      ? { due_at: action.dueAt }
      : { status: "cancelled" as const, done_at: action.composedAt };
    result.set(row.id, { ...row, ...change, local });
  }
  return [...result.values()];
}

function saved(
  action: Actions["schedule.save"],
  before: Row<"scheduled_messages"> | undefined,
  { me, contactId }: Known,
): Row<"scheduled_messages"> {
  const named = (use: typeof action.template) => use ? { ...use, name: "" } : null;
  return {
    id: action.scheduleId,
    deleted_at: null,
    conversation_id: action.conversationId,
    contact_id: before?.contact_id ?? contactId ?? "",
    member_id: before?.member_id ?? me,
    due_at: action.dueAt,
    kind: action.flowId ? "flow" : action.media?.kind ?? (action.template ? "template" : "text"),
    text: action.text,
    media: action.media ?? null,
    template: named(action.template),
    flow_id: action.flowId ?? null,
    fallback: named(action.fallback),
    if_closed: action.ifClosed,
    repeat: action.repeat,
    status: "scheduled",
    reason: null,
    message_id: null,
    done_at: null,
    created_at: before?.created_at ?? action.composedAt,
  };
}
