import type { FlowStep } from "@domain/flow_step.ts";
import { newId } from "@domain/ids.ts";
import { waitFor } from "../../support/waiting.ts";
import type { World } from "../harness/world.ts";

export const text = (text: string): FlowStep => ({ id: newId(), kind: "text", text });
export const wait = (seconds: number): FlowStep => ({ id: newId(), kind: "wait", seconds });

/** An active flow of these steps, published by the Admin. */
export async function publish(world: World, name: string, ...steps: FlowStep[]): Promise<string> {
  const flowId = newId();
  await world.admin.done("flow.save", { flowId, name, colour: 2, active: true, steps });
  return flowId;
}

/** What the business wrote in a conversation, in the thread's order. */
export async function written(world: World, conversationId: string) {
  const rows = await world.db.sql<{ body: string; ticket_id: string; member_id: string | null; status: string }[]>`
    select body, ticket_id, member_id, status from messages
    where conversation_id = ${conversationId} and direction = 'out' order by created_at, id`;
  return rows.map((row) => ({ ...row }));
}

export async function runOf(world: World, ticketId: string) {
  const [row] = await world.db.sql<{ id: string; next_step: number; ended_at: string | null }[]>`
    select id, next_step, ended_at from flow_runs where ticket_id = ${ticketId}`;
  return row && { ...row };
}

export function untilEnded(world: World, ticketId: string): Promise<true> {
  return waitFor("the run to end", async () => (await runOf(world, ticketId))?.ended_at ? true : undefined);
}

/** As if the wait of the run were over. */
export async function waitIsOver(world: World): Promise<void> {
  await world.db
    .sql`update pgboss.job set start_after = clock_timestamp() where name = 'run_flow' and state = 'created'`;
}
