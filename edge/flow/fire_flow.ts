import type { FlowStep } from "@domain/flow_step.ts";
import { newId } from "@domain/ids.ts";
import type { Place } from "../facts/say.ts";

export type FiredFlow = { id: string; name: string; steps: FlowStep[] };

/** A run of this flow at the contact, with its steps of now; its messages belong to the ticket, which stays as it is. */
export async function fireFlow(
  { tx, workspaceId, conversation, ticket, enqueue }: Place,
  flow: FiredFlow,
): Promise<void> {
  const runId = newId();
  await tx`
    insert into flow_runs (id, workspace_id, flow_id, flow_name, conversation_id, ticket_id, steps)
    values (${runId}, ${workspaceId}, ${flow.id}, ${flow.name}, ${conversation.id}, ${ticket.id}, ${
    tx.json(flow.steps)
  })`;
  await tx`update conversations set flow_id = ${flow.id} where id = ${conversation.id}`;
  await enqueue("run_flow", { workspaceId, runId, step: 0 });
}

/** The flow when it may be fired: active, and not deleted. */
export async function flowToFire(tx: Place["tx"], flowId: string): Promise<FiredFlow | undefined> {
  const [flow] = await tx<FiredFlow[]>`
    select id, name, steps from flows where id = ${flowId} and active and deleted_at is null`;
  return flow;
}
