import { NO_DETAILS } from "@domain/contact.ts";
import type { Row } from "@domain/rows.ts";

/** A group as lists and threads show whom they belong to; undefined for a contact's conversation. No such row exists. */
export function asContact(conversation: Row<"conversations">): Row<"contacts"> | undefined {
  if (conversation.group_id === null) return undefined;
  return {
    id: conversation.group_id,
    deleted_at: null,
    name: conversation.group_name ?? "",
    profile_name: null,
    phone: null,
    email: null,
    ...NO_DETAILS,
    source: "inbound",
    created_at: conversation.last_message_at ?? "",
  };
}
