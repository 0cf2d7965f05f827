/** What a pending `conversation.start` will have made. Pure. */
import type { Actions } from "@domain/action.ts";
import { NO_DETAILS } from "@domain/contact.ts";
import type { Row } from "@domain/rows.ts";
import type { Place } from "./overlay.ts";

/** A conversation begun here, before the server knows it. Only told something: nothing opens. */
export function started(place: Place, action: Actions["conversation.start"], me: string): Place {
  if (action.as === "told") return place;
  const at = action.composedAt;
  const asked = action.contact;
  const contact: Row<"contacts"> | undefined = "newId" in asked
    ? {
      id: asked.newId,
      deleted_at: null,
      name: asked.name,
      profile_name: null,
      phone: asked.phone,
      email: asked.email ?? null,
      ...NO_DETAILS,
      source: "member",
      created_at: at,
    }
    : place.contact;
  if (!contact) return place;
  const isFinished = action.as === "finished";
  return {
    contact,
    conversation: {
      id: action.conversationId,
      deleted_at: null,
      contact_id: contact.id,
      group_id: null,
      group_name: null,
      connection_id: action.connectionId,
      channel: "whatsapp",
      ticket_id: action.ticketId,
      agent_id: me,
      department_id: action.departmentId,
      last_message_id: null,
      last_message_at: at,
      last_direction: null,
      last_kind: null,
      last_status: null,
      last_preview: "",
      last_sender: null,
      unread: 0,
      waiting_since: null,
      has_window: true,
      free_text_until: null,
      pinned_by: [],
      flow_id: null,
    },
    ticket: {
      id: action.ticketId,
      deleted_at: null,
      conversation_id: action.conversationId,
      contact_id: contact.id,
      connection_id: action.connectionId,
      // Numbers are the server's to give.
      protocol: "",
      status: isFinished ? "closed" : "in_progress",
      agent_id: isFinished ? null : me,
      department_id: isFinished ? null : action.departmentId,
      last_agent_id: isFinished ? me : null,
      last_department_id: isFinished ? action.departmentId : null,
      opened_at: at,
      queued_at: null,
      started_at: at,
      closed_at: isFinished ? at : null,
      closed_by: isFinished ? me : null,
      archived_at: null,
      closing_at: null,
      closing_on_reply: null,
      closing_message: null,
      closing_by: null,
      fields_pending: false,
      rating: null,
      rating_comment: null,
      rating_asks: 0,
      rating_until: null,
      protocol_sent_at: null,
      snoozed_until: null,
      snoozed_by: null,
      stage: action.stage ?? "",
      type: action.ticketType ?? "",
      demand: action.demand ?? "",
      priority: "normal",
      value: null,
      fields: {},
      tag_ids: action.tagIds ?? [],
      follower_ids: [],
      places: {},
    },
  };
}
