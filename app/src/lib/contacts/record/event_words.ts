import type { Row } from "@domain/rows.ts";
import type { Desk } from "#lib/live/desk_api.ts";
import { called } from "#lib/inbox/words/people.ts";
import { m } from "../../../paraglide/messages.js";

const NAMES: Record<string, () => string> = {
  name: m.contacts_field_name,
  phone: m.contacts_field_phone,
  email: m.contacts_field_email,
  birth_date: m.contacts_field_birth,
  cpf: m.contacts_field_cpf,
  rg: m.contacts_field_rg,
  customer_code: m.contacts_field_code,
  address: m.contacts_field_address,
  extra: m.contacts_extra,
  tag_ids: m.contacts_tags,
  owner_id: m.contacts_owner,
  receives_broadcast: m.contacts_broadcast,
  bot_blocked: m.contacts_bot,
};

/** What happened to a contact: `Você mudou CPF e E-mail`. Undefined for what is told elsewhere. */
export function contactEventWords(desk: Desk, event: Row<"events">): { who: string; what: string } | undefined {
  const who = event.actor_kind === "member"
    ? called(desk, event.actor_id)
    : event.actor_kind === "contact"
    ? m.inbox_the_contact()
    : "";
  switch (event.type) {
    case "contact_created":
      return { who, what: event.actor_kind === "contact" ? m.contacts_event_wrote() : m.contacts_event_created() };
    case "contact_updated":
      return { who, what: m.contacts_event_updated({ what: changedNames(desk, event.after).join(", ") }) };
    case "contact_blocked":
      return { who, what: m.contacts_event_blocked() };
    case "contact_unblocked":
      return { who, what: m.contacts_event_unblocked() };
    case "contact_merged":
      return { who, what: m.people_event_merged() };
    case "contact_unmerged":
      return { who, what: m.people_event_unmerged() };
    case "contact_sanitized":
      return { who, what: m.people_event_sanitized() };
    case "contact_data_taken":
      return { who, what: m.people_event_data_taken() };
    case "contact_block_refused": {
      const text = String(event.after["text"] || event.after["code"] || "?");
      const words = event.after["blocking"] === false ? m.contacts_event_refused_un : m.contacts_event_refused;
      return { who: "", what: words({ text }) };
    }
    default:
      return undefined;
  }
}

function changedNames(desk: Desk, after: Record<string, unknown>): string[] {
  return Object.entries(after).flatMap(([key, value]) => {
    if (key !== "fields") return [NAMES[key]?.() ?? key];
    const keys = typeof value === "object" && value !== null ? Object.keys(value) : [];
    return keys.map((one) => desk.config.contactFields.find((field) => field.key === one)?.name ?? one);
  });
}
