import type { Channel } from "@domain/channel.ts";
import type { OnReply, TicketState, TicketStatus } from "@domain/ticket.ts";
import type { Tx } from "@db/tx.ts";

export type ConversationFact = {
  id: string;
  /** Of a contact or of a group, one of the two. */
  contact_id: string | null;
  group_id: string | null;
  connection_id: string;
  channel: Channel;
  ticket_id: string | null;
  agent_id: string | null;
  department_id: string | null;
  last_message_id: string | null;
  unread: number;
  waiting_since: string | null;
  has_window: boolean;
  free_text_until: string | null;
};

export type TicketFact = TicketState & {
  id: string;
  conversation_id: string;
  contact_id: string | null;
  connection_id: string;
  protocol: string;
  status: TicketStatus;
  last_agent_id: string | null;
  last_department_id: string | null;
  closed_at: string | null;
  closed_by: string | null;
  first_response_at: string | null;
  closing_at: string | null;
  closing_on_reply: OnReply | null;
  closing_message: string | null;
  closing_by: string | null;
  rating: number | null;
  rating_until: string | null;
  follower_ids: string[];
};

/** The conversation, locked until the transaction ends: whatever changes one goes through here, one at a time. */
export async function lockConversation(tx: Tx, id: string): Promise<ConversationFact | undefined> {
  const [row] = await tx<ConversationFact[]>`
    select id, contact_id, group_id, connection_id, channel, ticket_id, agent_id, department_id, last_message_id, unread,
           iso(waiting_since) as waiting_since, has_window, iso(free_text_until) as free_text_until
    from conversations where id = ${id} for update`;
  return row;
}

export async function ticketById(tx: Tx, id: string): Promise<TicketFact | undefined> {
  const [row] = await tx<TicketFact[]>`
    select id, conversation_id, contact_id, connection_id, protocol, status, agent_id, department_id,
           iso(archived_at) as archived_at, last_agent_id, last_department_id, iso(closed_at) as closed_at, closed_by,
           iso(first_response_at) as first_response_at, iso(closing_at) as closing_at, closing_on_reply, closing_message,
           closing_by, rating, iso(rating_until) as rating_until, follower_ids,
           iso(snoozed_until) as snoozed_until
    from tickets where id = ${id}`;
  return row;
}
