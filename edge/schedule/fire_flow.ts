import type { ErrorCode } from "@domain/error.ts";
import type { FlowStep } from "@domain/flow_step.ts";
import { newId } from "@domain/ids.ts";
import type { Tx } from "@db/tx.ts";
import type { ConversationFact } from "../facts/conversation.ts";
import type { JobBatch } from "../jobs/jobs.ts";
import type { Scheduled } from "./run_scheduled.ts";

/** SCH-10: fires the flow as it is published now. The ticket stays as it is: nobody is there to close it. */
export async function fireFlow(
  tx: Tx,
  batch: JobBatch,
  scheduled: Scheduled,
  conversation: ConversationFact,
): Promise<{ messageId: null } | { reason: ErrorCode }> {
  const [flow] = await tx<{ name: string; steps: FlowStep[] }[]>`
    select name, steps from flows where id = ${scheduled.flow_id} and active and deleted_at is null`;
  if (!flow || conversation.ticket_id === null) return { reason: "flow_off" };
  const runId = newId();
  const { workspace_id: workspaceId } = scheduled;
  await tx`
    insert into flow_runs (id, workspace_id, flow_id, flow_name, conversation_id, ticket_id, steps)
    values (${runId}, ${workspaceId}, ${scheduled.flow_id}, ${flow.name}, ${conversation.id}, ${conversation.ticket_id},
      ${tx.json(flow.steps)})`;
  await batch.enqueue(tx, "run_flow", { workspaceId, runId, step: 0 });
  return { messageId: null };
}
