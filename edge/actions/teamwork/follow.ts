import type { Actions } from "@domain/action.ts";
import { record } from "../../facts/record.ts";
import { type Context, DONE, type Outcome } from "../context.ts";
import { ticketInSight } from "../inbox/ticket_access.ts";

/** Follows a ticket one sees, or stops; a repeat changes nothing. */
export async function follow(ctx: Context, input: Actions["ticket.follow"]): Promise<Outcome> {
  const seen = await ticketInSight(ctx, input.ticketId);
  if (!seen.ok) return seen.outcome;
  const { tx, member } = ctx;
  const { ticket } = seen;
  if (ticket.follower_ids.includes(member.id) === input.on) return DONE;
  await tx`
    update tickets set follower_ids = array_remove(follower_ids, ${member.id}::uuid)
      || case when ${input.on} then array[${member.id}::uuid] else '{}'::uuid[] end
    where id = ${ticket.id}`;
  await record(
    tx,
    member.workspaceId,
    { kind: "member", id: member.id },
    input.on ? "ticket_followed" : "ticket_unfollowed",
    { conversationId: ticket.conversation_id, ticketId: ticket.id, contactId: ticket.contact_id },
  );
  return DONE;
}
