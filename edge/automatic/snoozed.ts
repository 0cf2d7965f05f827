import { type Sql, withWorkspace } from "@db/tx.ts";
import { eachDue } from "../closing/each_due.ts";
import { lockConversation, ticketById } from "../facts/conversation.ts";
import { wake } from "../facts/wake.ts";

/**
 * Brings back what was put away until now. Runs every minute on any node; who gets the conversation's lock second finds
 * it awake, or put away until later, and does nothing.
 */
export async function wakeDue(sql: Sql, committed: () => void): Promise<void> {
  const due = await sql<{ id: string; workspace_id: string; conversation_id: string }[]>`
    select id, workspace_id, conversation_id from tickets
    where snoozed_until <= clock_timestamp() order by snoozed_until limit 500`;
  await eachDue(
    due,
    ({ id, workspace_id: workspaceId, conversation_id: conversationId }) =>
      withWorkspace(sql, workspaceId, async (tx) => {
        await lockConversation(tx, conversationId);
        const [still] = await tx`select 1 from tickets where id = ${id} and snoozed_until <= clock_timestamp()`;
        if (!still) return;
        await wake({ tx, workspaceId, ticket: (await ticketById(tx, id))! }, { kind: "system" }, "time");
      }),
  );
  if (due.length > 0) committed();
}
