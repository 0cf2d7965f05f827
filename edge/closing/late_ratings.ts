import { withWorkspace } from "@db/tx.ts";
import { lockConversation, ticketById } from "../facts/conversation.ts";
import { endRating } from "./rating.ts";
import type { ClosingDeps } from "./scheduled.ts";

/** RAT-05: nobody answers any more. Each in its own transaction, looked at again under the conversation's lock. */
export async function endLateRatings(deps: ClosingDeps): Promise<void> {
  const late = await deps.sql<{ id: string; workspace_id: string; conversation_id: string }[]>`
    select id, workspace_id, conversation_id from tickets where rating_until <= clock_timestamp()
    order by rating_until limit 500`;
  for (const { id, workspace_id: workspaceId, conversation_id } of late) {
    await withWorkspace(deps.sql, workspaceId, async (tx) => {
      await lockConversation(tx, conversation_id);
      const [still] = await tx`select 1 from tickets where id = ${id} and rating_until <= clock_timestamp()`;
      if (still) await endRating({ tx, workspaceId, ticket: (await ticketById(tx, id))! }, "time");
    });
  }
  if (late.length > 0) deps.committed();
}
