import { fillVariables } from "@domain/fill_variables.ts";
import { turnFrom } from "@domain/flow.ts";
import type { FlowStep } from "@domain/flow_step.ts";
import { newId } from "@domain/ids.ts";
import { type Sql, type Tx, withWorkspace } from "@db/tx.ts";
import { type ConversationFact, lockConversation } from "../facts/conversation.ts";
import { addMessage } from "../facts/message.ts";
import { whyNotFreely, whyUnreachable } from "../facts/reachable.ts";
import { record } from "../facts/record.ts";
import type { JobBatch, Jobs } from "../jobs/jobs.ts";

export type RunFlowDeps = { sql: Sql; jobs: Jobs; committed: () => void };
type Run = {
  id: string;
  workspace_id: string;
  flow_id: string;
  flow_name: string;
  ticket_id: string;
  steps: FlowStep[];
};

/**
 * One turn of a run: queues the texts up to the next wait, then asks for the turn after it, or ends. A job comes at
 * least once; a text is queued once, because the run's place moves in the transaction that queues: a repeat finds the
 * run further on (or ended) and does nothing.
 */
export async function runFlow(deps: RunFlowDeps, workspaceId: string, runId: string, step: number): Promise<void> {
  const batch = deps.jobs.batch();
  await withWorkspace(deps.sql, workspaceId, async (tx) => {
    const found = await lockRun(tx, runId, step);
    if (found) await takeTurn(tx, batch, found.run, found.conversation, step);
  });
  batch.committed();
  deps.committed();
}

/** The run, if it still stands before `step`. Its conversation is locked first, as by everybody who changes one. */
async function lockRun(
  tx: Tx,
  runId: string,
  step: number,
): Promise<{ run: Run; conversation: ConversationFact } | undefined> {
  const [place] = await tx<{ conversation_id: string }[]>`select conversation_id from flow_runs where id = ${runId}`;
  const conversation = place && await lockConversation(tx, place.conversation_id);
  if (!conversation) return undefined;
  const [run] = await tx<Run[]>`
    select id, workspace_id, flow_id, flow_name, ticket_id, steps from flow_runs
    where id = ${runId} and next_step = ${step} and ended_at is null for update`;
  return run && { run, conversation };
}

async function takeTurn(
  tx: Tx,
  batch: JobBatch,
  run: Run,
  conversation: ConversationFact,
  step: number,
): Promise<void> {
  const { texts, then } = turnFrom(run.steps, step);
  if (await isTakenOver(tx, run, conversation)) return await stop(tx, run, conversation, "answered");
  if (texts.length > 0) {
    // Minutes may have passed since it was fired.
    const unreachable = await whyUnreachable(tx, conversation) ?? whyNotFreely(conversation);
    if (unreachable) return await stop(tx, run, conversation, unreachable.code);
    await queueTexts(tx, run, conversation, texts);
    await batch.enqueue(tx, "deliver", { workspaceId: run.workspace_id, conversationId: conversation.id });
  }
  if (!then) return await end(tx, run, conversation);
  await tx`
    update flow_runs set next_step = ${then.step}, due_at = clock_timestamp() + ${`${then.seconds} seconds`}::interval
    where id = ${run.id}`;
  const next = { workspaceId: run.workspace_id, runId: run.id, step: then.step };
  await batch.enqueue(tx, "run_flow", next, then.seconds * 1000);
}

/** X-17: somebody of the team took the conversation or wrote to the contact since it was fired. */
async function isTakenOver(tx: Tx, run: Run, conversation: ConversationFact): Promise<boolean> {
  const [row] = await tx<{ taken: boolean }[]>`
    select exists (select from messages m where m.conversation_id = ${conversation.id} and m.direction = 'out'
        and m.member_id is not null and m.origin is null and m.created_at > r.created_at)
      or exists (select from events e where e.conversation_id = ${conversation.id}
        and e.type in ('ticket_taken', 'ticket_transferred', 'ticket_reopened') and e.at > r.created_at) as taken
    from flow_runs r where r.id = ${run.id}`;
  return row!.taken;
}

/** The texts as messages of nobody (the bot), on the ticket the flow was fired from: a closed one stays closed. */
async function queueTexts(tx: Tx, run: Run, conversation: ConversationFact, texts: readonly string[]): Promise<void> {
  const [contact] = await tx<{ name: string }[]>`select name from contacts where id = ${conversation.contact_id}`;
  for (const text of texts) {
    const id = newId();
    await addMessage(tx, run.workspace_id, conversation, {
      id,
      ticketId: run.ticket_id,
      direction: "out",
      kind: "text",
      body: fillVariables(text, contact!),
      status: "queued",
    });
    const after = { messageId: id, kind: "text", flowId: run.flow_id };
    await record(tx, run.workspace_id, { kind: "system" }, "message_sent", about(run, conversation), {}, after);
  }
}

async function stop(tx: Tx, run: Run, conversation: ConversationFact, reason: string): Promise<void> {
  await record(tx, run.workspace_id, { kind: "system" }, "flow_stopped", about(run, conversation), {}, {
    flowId: run.flow_id,
    name: run.flow_name,
    reason,
  });
  await end(tx, run, conversation);
}

/** INB-08: the list stops showing it, unless another one runs meanwhile. */
async function end(tx: Tx, run: Run, conversation: ConversationFact): Promise<void> {
  await tx`update flow_runs set ended_at = clock_timestamp() where id = ${run.id}`;
  await tx`
    update conversations set flow_id = (
      select flow_id from flow_runs where conversation_id = ${conversation.id} and ended_at is null
      order by created_at desc limit 1)
    where id = ${conversation.id}`;
}

function about(run: Run, conversation: ConversationFact) {
  return { conversationId: conversation.id, ticketId: run.ticket_id, contactId: conversation.contact_id };
}
