import type { ErrorCode } from "@domain/error.ts";
import type { Scheduled } from "@db/cache/overlay_scheduled.ts";
import { errorText } from "../errors/error_text.ts";
import { kindName } from "../inbox/words/preview.ts";
import type { Desk } from "#lib/live/desk_api.ts";
import { m } from "../../paraglide/messages.js";

/** One line of what goes out. */
export function scheduledText(desk: Desk, item: Scheduled): string {
  if (item.kind === "flow") {
    const flow = desk.config.flows.find((one) => one.id === item.flow_id);
    return m.schedule_flow_named({ name: flow?.name ?? item.text });
  }
  if (item.text) return item.text;
  if (item.template) return desk.config.templates.get(item.template.templateId)?.name ?? "";
  return item.media ? `${kindName(item.media.kind)} · ${item.media.name}` : "";
}

/** What became of it; for one that waits, what it is. */
export function statusText(item: Scheduled): string {
  switch (item.status) {
    case "scheduled":
      return item.repeat === "none" ? m.schedule_status_scheduled() : repeatText(item);
    case "sent":
      return m.schedule_status_sent();
    case "cancelled":
      return m.schedule_status_cancelled();
    case "failed":
      return m.schedule_status_failed();
  }
}

/** Why it did not go, in full. */
export function whyFailed(item: Scheduled): string | undefined {
  return item.status === "failed" ? whyNot(item.reason) : undefined;
}

/** The same for the timeline, which knows the reason only. */
export function whyNot(reason: string | null): string {
  switch (reason) {
    case "window_closed":
      return m.schedule_failed_window();
    case "ticket_closed":
      return m.schedule_failed_closed();
    case "contact_blocked":
      return m.schedule_failed_blocked();
    case "flow_off":
      return m.schedule_failed_flow();
    default:
      // Written by run_scheduled.ts, whose reasons are error codes.
      return errorText((reason ?? "server_error") as ErrorCode);
  }
}

function repeatText({ repeat }: Scheduled): string {
  if (repeat === "day") return m.schedule_repeat_day();
  return repeat === "week" ? m.schedule_repeat_week() : m.schedule_repeat_month();
}
