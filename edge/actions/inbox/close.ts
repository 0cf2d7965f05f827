import type { Actions } from "@domain/action.ts";
import { can } from "@domain/policy.ts";
import { setTicketField } from "@sync/doc/ticket_doc.ts";
import { closeTicket } from "../../closing/close_ticket.ts";
import { checkClosingFields } from "../../closing/fields.ts";
import { cancelClosing } from "../../closing/scheduled.ts";
import { record } from "../../facts/record.ts";
import type { TicketFact } from "../../facts/conversation.ts";
import { ticketById } from "../../facts/conversation.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { explain, moveTicket, placeOf } from "./move_ticket.ts";
import { ticketToMove } from "./ticket_access.ts";

/**
 * CLS-01 to CLS-10: closes now, or at the time it is scheduled for; the text of the dialog goes to the contact when it
 * is not empty. Mandatory fields must have a value (`fields_missing`), but not through the public API, where nobody can
 * be asked: those are marked.
 */
export async function close(ctx: Context, input: Actions["ticket.close"]): Promise<Outcome> {
  const seen = await ticketToMove(ctx, input.ticketId, "chat.close");
  if (!seen.ok) return seen.outcome;
  const { ticket } = seen;
  if (ticket.status === "closed") return await explain(ctx, ticket, "ticket_closed");
  if (input.archive && !can(ctx.member, "chat.archive")) return refused("forbidden", { permission: "chat.archive" });
  const fields = await checkClosingFields(ctx.tx, ticket.id, input.fields ?? {});
  if (!fields.ok) return fields;
  const isMissing = fields.missing.length > 0;
  if (isMissing && !ctx.member.viaApi) return refused("fields_missing", { names: fields.missing.join(", ") });
  await writeFields(ctx, ticket, input.fields ?? {});
  if (input.after !== undefined) return await schedule(ctx, ticket, input, input.after);
  const by = { kind: "member" as const, id: ctx.member.id };
  const closed = await closeTicket(placeOf(ctx, seen), {
    by,
    fieldsPending: isMissing,
    words: {
      text: input.message,
      origin: "closing",
      by,
      composedAt: ctx.composedAt,
      signature: ctx.member.signatureOn ? ctx.member.name : null,
    },
  });
  if (!closed.ok) return await explain(ctx, ticket, closed.code);
  if (input.archive) await putAway(ctx, ticket.id);
  return closed.skipped ? { ok: true, data: { messageSkipped: true } } : DONE;
}

async function writeFields(ctx: Context, ticket: TicketFact, fields: Record<string, string | null>): Promise<void> {
  const entries = Object.entries(fields).filter(([, value]) => value !== "");
  if (entries.length === 0) return;
  await ctx.edit({ kind: "ticket", id: ticket.id }, (doc) => {
    for (const [key, value] of entries) setTicketField(doc, key, value ?? "");
  });
}

/** The time is counted from when it was asked for, also when that waited in an outbox. */
async function schedule(
  ctx: Context,
  ticket: TicketFact,
  input: Actions["ticket.close"],
  minutes: number,
): Promise<Outcome> {
  const { tx, member } = ctx;
  const { onReply = "cancel" } = input;
  const at = new Date(ctx.composedAt.getTime() + minutes * 60_000);
  await tx`
    update tickets set closing_at = ${at.toISOString()}, closing_on_reply = ${onReply},
      closing_message = ${input.message.trim()}, closing_by = ${member.id}
    where id = ${ticket.id}`;
  const about = { conversationId: ticket.conversation_id, ticketId: ticket.id, contactId: ticket.contact_id };
  await record(tx, member.workspaceId, { kind: "member", id: member.id }, "closing_scheduled", about, {}, {
    at: at.toISOString(),
    onReply,
  });
  const due = { workspaceId: member.workspaceId, ticketId: ticket.id };
  await ctx.enqueue("close_due", due, Math.max(0, at.getTime() - Date.now()));
  return DONE;
}

/** CLS-08. */
export async function cancelScheduled(ctx: Context, input: Actions["ticket.cancel_closing"]): Promise<Outcome> {
  const seen = await ticketToMove(ctx, input.ticketId, "chat.close");
  if (!seen.ok) return seen.outcome;
  if (seen.ticket.closing_at === null) return refused("no_closing");
  await cancelClosing(placeOf(ctx, seen), { kind: "member", id: ctx.member.id });
  return DONE;
}

async function putAway(ctx: Context, ticketId: string): Promise<void> {
  const closed = await ticketById(ctx.tx, ticketId);
  await moveTicket(ctx, closed!, { type: "archive", at: new Date().toISOString() });
}
