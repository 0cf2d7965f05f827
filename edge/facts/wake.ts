import type { Place } from "./say.ts";
import { type By, record } from "./record.ts";

/** A ticket that was put away is in the working views again. The conversation is locked. */
export async function wake(
  { tx, workspaceId, ticket }: Pick<Place, "tx" | "workspaceId" | "ticket">,
  by: By,
  reason: "time" | "reply" | "member",
): Promise<void> {
  await tx`update tickets set snoozed_until = null, snoozed_by = null where id = ${ticket.id}`;
  await record(
    tx,
    workspaceId,
    by,
    "ticket_woken",
    { conversationId: ticket.conversation_id, ticketId: ticket.id, contactId: ticket.contact_id },
    { until: ticket.snoozed_until },
    { reason },
  );
}
