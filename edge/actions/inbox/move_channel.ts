import type { Actions } from "@domain/action.ts";
import type { Channel } from "@domain/channel.ts";
import { reachedBy } from "@domain/start.ts";
import { handOverCard } from "@sync/doc/board_doc.ts";
import { copyTicketDoc, newTicketDoc } from "@sync/doc/ticket_doc.ts";
import { type ConversationFact, ticketById, type TicketFact } from "../../facts/conversation.ts";
import { applyMove } from "../../facts/move.ts";
import { openTicket } from "../../facts/ticket.ts";
import { type Context, type Outcome, refused } from "../context.ts";
import { explain } from "./move_ticket.ts";
import { conversationWith } from "./start_conversation.ts";
import { ticketToMove } from "./ticket_access.ts";

/**
 * ASG-14, CHN-16: goes on with the contact by another connection. A conversation lives on one connection, so the ticket
 * ends there without a word and goes on in a new one: with the same agent and department, all its document says, and its cards on boards.
 * Refused (`conversation_exists`) when an attendance of the contact is open there already.
 */
export async function moveChannel(ctx: Context, input: Actions["ticket.move_channel"]): Promise<Outcome> {
  const seen = await ticketToMove(ctx, input.ticketId, "chat.transfer");
  if (!seen.ok) return seen.outcome;
  const { ticket, conversation: from } = seen;
  if (ticket.status === "closed") return await explain(ctx, ticket, "ticket_closed");
  // What a bot says belongs to its conversation: somebody takes it first.
  if (ticket.status === "bot") return refused("not_in_progress");
  const target = await whereTo(ctx, input, from);
  if (!target.ok) return target.outcome;
  const to = target.conversation;
  const open = to.ticket_id ? await ticketById(ctx.tx, to.ticket_id) : undefined;
  if (open && open.status !== "closed") {
    return refused("conversation_exists", { conversationId: to.id, ticketId: open.id });
  }
  await goOn(ctx, ticket, to, input);
  return { ok: true, data: { conversationId: to.id, ticketId: input.newTicketId } };
}

type Target = { ok: true; conversation: ConversationFact } | { ok: false; outcome: Outcome };

/** The contact's conversation there; where only they can begin it must be there already. */
async function whereTo(
  ctx: Context,
  { connectionId, conversationId }: Actions["ticket.move_channel"],
  { connection_id, contact_id: contactId }: ConversationFact,
): Promise<Target> {
  const { tx } = ctx;
  const no = (outcome: Outcome): Target => ({ ok: false, outcome });
  const [connection] = await tx<{ channel: Channel; status: string }[]>`
    select channel, status from connections where id = ${connectionId} and deleted_at is null`;
  if (!connection) return no(refused("not_found", { what: "connection" }));
  // A group is where it is: `ticketToMove` has refused it before.
  if (contactId === null) return no(refused("not_in_group"));
  if (connectionId === connection_id) {
    return no(refused("bad_input", { field: "connectionId", reason: "it is there already" }));
  }
  const { channel, status } = connection;
  if (status !== "active") return no(refused("connection_off", { status }));
  const [known] = await tx`
    select 1 from conversations where connection_id = ${connectionId} and contact_id = ${contactId}`;
  const [phone] = await tx`
    select 1 from contact_identities where contact_id = ${contactId} and kind = 'phone' and deleted_at is null`;
  if (!known && !(phone && reachedBy(channel) === "phone")) return no(refused("no_reply_channel", { channel }));
  return {
    ok: true,
    conversation: await conversationWith(ctx, { id: conversationId, connectionId, channel, contactId }),
  };
}

async function goOn(
  ctx: Context,
  ticket: TicketFact,
  to: ConversationFact,
  { newTicketId }: Actions["ticket.move_channel"],
): Promise<void> {
  const { tx, member } = ctx;
  const by = { kind: "member" as const, id: member.id };
  const { agent_id, department_id } = ticket;
  await applyMove(tx, member.workspaceId, ticket, { type: "close" }, {
    by,
    more: { reason: "moved", connectionId: to.connection_id, movedTo: newTicketId },
  });
  await openTicket(tx, member.workspaceId, to, {
    id: newTicketId,
    state: { status: ticket.status === "waiting" ? "waiting" : "in_progress", agent_id, department_id },
    by,
    card: { card: { movedFrom: ticket.id } },
  });
  const copy = newTicketDoc();
  // Read under the same lock as it would be written; nothing changes in it.
  await ctx.edit({ kind: "ticket", id: ticket.id }, (doc) => copyTicketDoc(doc, copy));
  await ctx.edit({ kind: "ticket", id: newTicketId }, (doc) => copyTicketDoc(copy, doc));
  copy.destroy();
  await handOverCards(ctx, ticket.id, newTicketId);
}

/** Its cards go on with the new ticket. */
async function handOverCards(ctx: Context, from: string, to: string): Promise<void> {
  // Tickets before documents: whoever writes both locks them in this order.
  const rows = await ctx.tx<{ places: Record<string, string> }[]>`
    select places from tickets where id = any(${[from, to]}) order by id for no key update`;
  const boards = rows.flatMap(({ places }) => Object.keys(places)).sort();
  for (const id of boards) await ctx.edit({ kind: "board", id }, (doc) => handOverCard(doc, from, to));
}
