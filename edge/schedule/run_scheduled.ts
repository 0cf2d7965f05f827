import type { ErrorCode } from "@domain/error.ts";
import { newId } from "@domain/ids.ts";
import type { Media, MessageKind, TemplateUse } from "@domain/message.ts";
import type { IfClosed } from "@domain/schedule.ts";
import { type Sql, type Tx, withWorkspace } from "@db/tx.ts";
import { type ConversationFact, lockConversation, ticketById, type TicketFact } from "../facts/conversation.ts";
import { addMessage } from "../facts/message.ts";
import { whyNotFreely, whyUnreachable } from "../facts/reachable.ts";
import { record } from "../facts/record.ts";
import { openTicket } from "../facts/ticket.ts";
import type { JobBatch, Jobs } from "../jobs/jobs.ts";
import { fireFlow } from "./fire_flow.ts";
import { repeatLater } from "./repeat_later.ts";
import { type Template, templateToSend } from "./template_to_send.ts";

export type RunScheduledDeps = { sql: Sql; jobs: Jobs; committed: () => void };
export type Scheduled = {
  id: string;
  workspace_id: string;
  member_id: string;
  kind: MessageKind | "flow";
  text: string;
  media: Media | null;
  template: Template | null;
  flow_id: string | null;
  fallback: Template | null;
  if_closed: IfClosed;
  /** BLK-05: its contact may still be unblocked in time. */
  may_wait: boolean;
};
type Sent = { messageId: string | null } | { reason: ErrorCode } | "later";

/** BLK-05: who is unblocked this soon after its time gets it all the same; later it is never sent. */
export const UNBLOCKED_WITHIN_MINUTES = 30;

/**
 * Sends what is due. A job comes at least once, from any node; the message is queued once, because the row's status
 * moves in the transaction that queues it: a repeat finds it sent (or failed, cancelled, moved to later) and does nothing.
 */
export async function runScheduled(deps: RunScheduledDeps, workspaceId: string, scheduleId: string): Promise<void> {
  const batch = deps.jobs.batch();
  await withWorkspace(deps.sql, workspaceId, async (tx) => {
    const due = await lockDue(tx, scheduleId);
    if (!due) return;
    const sent = await sendNow(tx, batch, due.scheduled, due.conversation);
    // The sweep looks again every minute, and unblocking at once.
    if (sent === "later") return;
    await settle(tx, due.scheduled, due.conversation, sent);
    await repeatLater(tx, due.scheduled.id);
  });
  batch.committed();
  deps.committed();
}

/** The row, if it is due and has not left. Its conversation is locked first, as by everybody who changes one. */
async function lockDue(
  tx: Tx,
  scheduleId: string,
): Promise<{ scheduled: Scheduled; conversation: ConversationFact } | undefined> {
  const [place] = await tx<{ conversation_id: string }[]>`
    select conversation_id from scheduled_messages where id = ${scheduleId}`;
  const conversation = place && await lockConversation(tx, place.conversation_id);
  if (!conversation) return undefined;
  const [scheduled] = await tx<Scheduled[]>`
    select id, workspace_id, member_id, kind, text, media, template, flow_id, fallback, if_closed,
      due_at > clock_timestamp() - ${UNBLOCKED_WITHIN_MINUTES} * interval '1 minute' as may_wait
    from scheduled_messages
    where id = ${scheduleId} and status = 'scheduled' and deleted_at is null and due_at <= clock_timestamp() for update`;
  return scheduled && { scheduled, conversation };
}

/** What may have changed since it was written is looked at now: blocked, connection off, closed, window, template. */
async function sendNow(
  tx: Tx,
  batch: JobBatch,
  scheduled: Scheduled,
  conversation: ConversationFact,
): Promise<Sent> {
  const unreachable = await whyUnreachable(tx, conversation);
  if (unreachable?.code === "contact_blocked" && scheduled.may_wait) return "later";
  if (unreachable) return { reason: unreachable.code };
  const latest = conversation.ticket_id ? await ticketById(tx, conversation.ticket_id) : undefined;
  const isClosed = !latest || latest.status === "closed";
  if (isClosed && scheduled.if_closed === "skip") return { reason: "ticket_closed" };
  const shut = whyNotFreely(conversation);
  if (scheduled.kind === "flow") {
    if (shut) return { reason: shut.code };
    return await fireFlow(tx, batch, scheduled, conversation);
  }
  const use = scheduled.template ?? (shut ? scheduled.fallback : null);
  if (!use) {
    if (shut) return { reason: shut.code };
    return await queue(tx, batch, scheduled, conversation, latest, { kind: scheduled.kind, body: scheduled.text });
  }
  const content = await templateToSend(tx, use);
  return content
    ? await queue(tx, batch, scheduled, conversation, latest, content)
    : { reason: "template_not_approved" };
}

type Words = { kind: MessageKind; body: string; template?: TemplateUse & { name: string } };

/** SCH-07: on a ticket opened for it, waiting for nobody in particular; SCH-08: on the last one, closed as it is. */
async function queue(
  tx: Tx,
  batch: JobBatch,
  scheduled: Scheduled,
  conversation: ConversationFact,
  latest: TicketFact | undefined,
  words: Words,
): Promise<Sent> {
  const { workspace_id: workspaceId } = scheduled;
  const opens = scheduled.if_closed === "open" && (!latest || latest.status === "closed");
  const ticketId = opens ? await openFor(tx, workspaceId, conversation) : conversation.ticket_id;
  const messageId = newId();
  const [author] = await tx<{ name: string; signature_on: boolean }[]>`
    select name, signature_on from members where id = ${scheduled.member_id}`;
  await addMessage(tx, workspaceId, conversation, {
    id: messageId,
    ticketId,
    direction: "out",
    ...words,
    media: words.template ? undefined : scheduled.media ?? undefined,
    memberId: scheduled.member_id,
    status: "queued",
    signature: author!.signature_on && words.kind === "text" ? author!.name : null,
    origin: "schedule",
  });
  const about = { conversationId: conversation.id, ticketId, contactId: conversation.contact_id };
  const after = { messageId, kind: words.kind, scheduleId: scheduled.id };
  await record(tx, workspaceId, { kind: "system" }, "message_sent", about, {}, after);
  await batch.enqueue(tx, "deliver", { workspaceId, conversationId: conversation.id });
  return { messageId };
}

async function openFor(tx: Tx, workspaceId: string, conversation: ConversationFact): Promise<string> {
  const [connection] = await tx<{ department_id: string | null }[]>`
    select department_id from connections where id = ${conversation.connection_id}`;
  const opened = await openTicket(tx, workspaceId, conversation, {
    state: { status: "waiting", agent_id: null, department_id: connection!.department_id },
    by: { kind: "system" },
  });
  return opened.id;
}

async function settle(
  tx: Tx,
  scheduled: Scheduled,
  conversation: ConversationFact,
  sent: Exclude<Sent, "later">,
): Promise<void> {
  const failed = "reason" in sent;
  await tx`
    update scheduled_messages set status = ${failed ? "failed" : "sent"}, reason = ${failed ? sent.reason : null},
      message_id = ${failed ? null : sent.messageId}, done_at = clock_timestamp()
    where id = ${scheduled.id}`;
  const about = {
    conversationId: conversation.id,
    ticketId: conversation.ticket_id,
    contactId: conversation.contact_id,
  };
  const after = { scheduleId: scheduled.id, kind: scheduled.kind, ...(failed ? { reason: sent.reason } : {}) };
  const type = failed ? "scheduled_failed" : "scheduled_sent";
  await record(tx, scheduled.workspace_id, { kind: "system" }, type, about, {}, after);
}
