import { isChoiceKind } from "@domain/choice.ts";
import { PRIORITIES } from "@domain/ticket.ts";
import type { Row } from "@domain/rows.ts";
import type { Desk } from "#lib/live/desk_api.ts";
import { money } from "#lib/i18n/format.ts";
import { locale } from "#lib/i18n/locale.svelte.ts";
import { priorityName } from "../panel/field_value.ts";
import { m } from "../../../paraglide/messages.js";
import { whyNot } from "../../schedule/schedule_text.ts";
import { choiceField, choiceName } from "../words/choices.ts";
import { clock } from "../words/clock.ts";
import { called, department, person } from "../words/people.ts";

const text = (of: Record<string, unknown>, key: string): string | null => {
  const value = of[key];
  return typeof value === "string" ? value : null;
};

/** Who did it, as the reader knows them. */
export function actorName(desk: Desk, event: Row<"events">): string {
  if (event.actor_kind === "member") return called(desk, event.actor_id);
  return event.actor_kind === "contact" ? m.inbox_the_contact() : m.inbox_the_system();
}

/** What happened, without its actor: `assumiu`, `transferiu para <b>Vendas</b>`. */
export function eventText(desk: Desk, event: Row<"events">): string {
  const { before, after } = event;
  const agent = text(after, "agent_id") ?? text(after, "agentId");
  const place = text(after, "department_id") ?? text(after, "departmentId");
  switch (event.type) {
    case "ticket_opened":
      return place ? m.inbox_event_opened_in({ place: department(desk, place).name }) : m.inbox_event_opened();
    case "ticket_taken":
      return m.inbox_event_taken();
    case "ticket_transferred": {
      const to = [agent ? person(desk, agent).first : "", place ? department(desk, place).name : ""].filter(Boolean);
      return m.inbox_event_transferred({ to: to.join(", ") || m.inbox_no_department() });
    }
    case "ticket_returned":
      return m.inbox_event_returned();
    case "ticket_paused":
      return m.inbox_event_paused();
    case "ticket_resumed":
      return m.inbox_event_resumed();
    case "ticket_closed":
      return closedText(desk, after);
    case "closing_scheduled":
      return m.inbox_event_closing_scheduled({ when: clock(desk).to(text(after, "at") ?? event.at) });
    case "closing_cancelled":
      return m.inbox_event_closing_cancelled();
    case "ticket_archived":
      return m.inbox_event_archived();
    case "ticket_restored":
      return m.inbox_event_restored();
    case "rating_asked":
      return m.inbox_event_rating_asked();
    case "rating_skipped":
      return after["reason"] === "window_closed" ? m.inbox_event_rating_window() : m.inbox_event_rating_skipped();
    case "rating_given":
      return typeof after["grade"] === "number"
        ? m.inbox_event_rating_given({ grade: after["grade"] })
        : m.inbox_event_rating_comment();
    case "rating_expired":
      return m.inbox_event_rating_expired();
    case "protocol_sent":
      return m.inbox_event_protocol_sent();
    case "inactivity_noticed":
      return m.inbox_event_inactivity();
    case "ticket_forwarded_to_flow":
      return m.inbox_event_flow({ name: text(after, "name") ?? "" });
    case "flow_stopped": {
      const name = text(after, "name") ?? "";
      if (after["reason"] === "answered") return m.inbox_event_flow_answered({ name });
      return after["reason"] === "window_closed"
        ? m.inbox_event_flow_window({ name })
        : m.inbox_event_flow_stopped({ name });
    }
    case "ticket_reopened":
      return m.inbox_event_reopened();
    case "ticket_viewed":
      return after["peek"] === true ? m.inbox_event_peeked() : m.inbox_event_viewed();
    case "closing_message_skipped":
      return m.inbox_event_closing_skipped();
    case "tag_added":
      return after["messageId"]
        ? m.inbox_event_message_tagged({ name: tagName(desk, after) })
        : m.inbox_event_tag_added({ name: tagName(desk, after) });
    case "tag_removed":
      return before["messageId"]
        ? m.inbox_event_message_untagged({ name: tagName(desk, before) })
        : m.inbox_event_tag_removed({ name: tagName(desk, before) || tagName(desk, after) });
    case "card_moved":
      return cardText(event);
    case "note_edited":
      return m.inbox_event_note();
    case "field_changed":
      return fieldText(desk, event);
    case "conversation_exported":
      return after["internal"] === true ? m.people_event_exported_internal() : m.people_event_exported();
    case "contact_updated":
      return m.inbox_event_contact();
    case "message_scheduled":
      return m.inbox_event_scheduled();
    case "schedule_moved":
      return m.inbox_event_schedule_moved();
    case "schedule_cancelled":
      return m.inbox_event_schedule_cancelled();
    case "scheduled_sent":
      return m.inbox_event_scheduled_sent();
    case "scheduled_failed":
      return m.inbox_event_scheduled_failed({ why: whyNot(text(after, "reason")) });
    case "ticket_snoozed":
      return m.inbox_event_snoozed({ when: clock(desk).to(text(after, "until") ?? event.at) });
    case "ticket_woken":
      if (after["reason"] === "time") return m.inbox_event_woken_time();
      return after["reason"] === "reply" ? m.inbox_event_woken_reply() : m.inbox_event_woken();
    case "group_added":
      return m.inbox_event_group_added();
    case "group_removed":
      return m.inbox_event_group_removed();
    case "marked_unread":
      return m.inbox_event_unread();
    default:
      return m.inbox_event_other();
  }
}

function connectionName(desk: Desk, id: string | null): string {
  return (id ? desk.config.connections.get(id)?.name : undefined) ?? "";
}

function closedText(desk: Desk, after: Record<string, unknown>): string {
  const words = after["reason"] === "scheduled"
    ? m.inbox_event_closed_scheduled()
    : after["reason"] === "inactivity"
    ? m.inbox_event_closed_inactivity()
    : after["reason"] === "registered"
    ? m.inbox_event_registered()
    : after["reason"] === "moved"
    ? m.inbox_event_moved({ to: connectionName(desk, text(after, "connectionId")) })
    : m.inbox_event_closed();
  return after["fieldsPending"] === true ? `${words}, ${m.inbox_event_fields_pending()}` : words;
}

function tagName(desk: Desk, of: Record<string, unknown>): string {
  const id = text(of, "tag_id") ?? text(of, "tagId") ?? text(of, "id");
  return (id ? desk.config.tags.get(id)?.name : undefined) ?? text(of, "name") ?? "";
}

function fieldText(desk: Desk, event: Row<"events">): string {
  const key = text(event.after, "key") ?? text(event.before, "key") ?? Object.keys(event.after)[0] ?? "";
  const value = (of: Record<string, unknown>) => shown(desk, key, text(of, "value") ?? text(of, key));
  const name = fieldName(desk, key);
  const [from, to] = [value(event.before), value(event.after)];
  if (key === "stage" && to) return m.inbox_event_stage({ to });
  if (!to) return m.inbox_event_field_cleared({ name });
  return from ? m.inbox_event_field_changed({ name, from, to }) : m.inbox_event_field_set({ name, to });
}

/** The label of a field of the document. */
export function fieldName(desk: Desk, key: string): string {
  if (isChoiceKind(key)) return choiceField(key);
  if (key === "priority") return m.inbox_field_priority();
  if (key === "value") return m.inbox_field_value();
  return desk.config.fields.find((field) => field.key === key)?.name ?? key;
}

function shown(desk: Desk, key: string, value: string | null): string {
  if (!value) return "";
  if (isChoiceKind(key)) return choiceName(desk, key, value);
  const priority = key === "priority" ? PRIORITIES.find((one) => one === value) : undefined;
  if (priority) return priorityName(priority);
  const amount = Number(value);
  return key === "value" && Number.isFinite(amount) ? money(locale.current, Math.round(amount * 100)) : value;
}

/** KAN-03: with the names of then. */
function cardText({ before, after }: Row<"events">): string {
  const board = text(after, "board") ?? "";
  const [from, to] = [text(before, "column"), text(after, "column")];
  if (to === null) return m.inbox_event_card_removed({ board });
  return from === null ? m.inbox_event_card_added({ board, to }) : m.inbox_event_card_moved({ board, from, to });
}
