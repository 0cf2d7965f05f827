import { withWorkspace } from "@db/tx.ts";
import { automationOf } from "../facts/automation.ts";
import { lockConversation, ticketById } from "../facts/conversation.ts";
import type { Place } from "../facts/say.ts";
import { enqueuer } from "../jobs/jobs.ts";
import { fireAfterClosing } from "./after_closing.ts";
import { eachDue } from "./each_due.ts";
import { endRating } from "./rating.ts";
import type { ClosingDeps } from "./scheduled.ts";

type Late = { id: string; workspace_id: string; conversation_id: string };

/** RAT-05: nobody answers any more. Each in its own transaction, looked at again under the conversation's lock. */
export async function endLateRatings(deps: ClosingDeps): Promise<void> {
  const late = await deps.sql<Late[]>`
    select id, workspace_id, conversation_id from tickets where rating_until <= clock_timestamp()
    order by rating_until limit 500`;
  await eachDue(late, (ticket) => endOne(deps, ticket));
  if (late.length > 0) deps.committed();
}

async function endOne(deps: ClosingDeps, { id, workspace_id: workspaceId, conversation_id }: Late): Promise<void> {
  const batch = deps.jobs.batch();
  await withWorkspace(deps.sql, workspaceId, async (tx) => {
    const conversation = (await lockConversation(tx, conversation_id))!;
    const [still] = await tx`select 1 from tickets where id = ${id} and rating_until <= clock_timestamp()`;
    if (!still) return;
    const ticket = (await ticketById(tx, id))!;
    const place: Place = { tx, workspaceId, conversation, ticket, enqueue: enqueuer(batch, tx) };
    await endRating(place, "time");
    if (ticket.status === "closed") await fireAfterClosing(place, await automationOf(tx, conversation.connection_id));
  });
  batch.committed();
}
