import type { Automation } from "@domain/automation.ts";
import { type Tx, withWorkspace } from "@db/tx.ts";
import { closeTicket } from "../closing/close_ticket.ts";
import { eachDue } from "../closing/each_due.ts";
import { checkClosingFields } from "../closing/fields.ts";
import type { ClosingDeps } from "../closing/scheduled.ts";
import { lockConversation, ticketById } from "../facts/conversation.ts";
import { record } from "../facts/record.ts";
import { type Place, say } from "../facts/say.ts";
import { enqueuer } from "../jobs/jobs.ts";

type Connection = { id: string; workspace_id: string; automation: Automation };
/** What the silence of one contact has come to. */
type Due = { conversation_id: string; ticket_id: string; step: "notice" | "close" };

/**
 * AUT-04 to AUT-06: who does not answer us is told so, then closed. Counted from our last answer; whoever waits for one
 * of ours is never closed by it. A scheduled closing suspends it, a pause as well. Each in its own
 * transaction, looked at again under the conversation's lock: any number of nodes may sweep.
 */
export async function sweepInactive(deps: ClosingDeps): Promise<void> {
  const connections = await deps.sql<Connection[]>`
    select id, workspace_id, automation from connections
    where automation is not null and deleted_at is null and status = 'active'
      and ((automation->>'noticeMinutes')::int > 0 or (automation->>'closeMinutes')::int > 0)`;
  for (const connection of connections) {
    const silent = await findDue(deps.sql, connection, undefined);
    await eachDue(silent, ({ conversation_id }) => act(deps, connection, conversation_id));
  }
}

async function act(deps: ClosingDeps, connection: Connection, conversationId: string): Promise<void> {
  const workspaceId = connection.workspace_id;
  const batch = deps.jobs.batch();
  await withWorkspace(deps.sql, workspaceId, async (tx) => {
    const conversation = await lockConversation(tx, conversationId);
    const [due] = await findDue(tx, connection, conversationId);
    if (!conversation || !due) return;
    const ticket = (await ticketById(tx, due.ticket_id))!;
    const place: Place = { tx, workspaceId, conversation, ticket, enqueue: enqueuer(batch, tx) };
    await (due.step === "notice" ? notify(place, connection.automation) : close(place, connection.automation));
  });
  batch.committed();
  deps.committed();
}

/** By the index on (connection, answered): whatever the size, only those silent for long enough are read. */
async function findDue(
  sql: ClosingDeps["sql"] | Tx,
  { id, automation }: Connection,
  conversationId: string | undefined,
): Promise<Due[]> {
  const { noticeMinutes, closeMinutes } = automation;
  const soonest = noticeMinutes > 0 ? noticeMinutes : closeMinutes;
  return await sql<Due[]>`
    select c.id as conversation_id, t.id as ticket_id,
      case when ${noticeMinutes > 0} and c.noticed_at is null then 'notice' else 'close' end as step
    from conversations c join tickets t on t.id = c.ticket_id
    where c.connection_id = ${id} and c.answered_at <= clock_timestamp() - ${soonest} * interval '1 minute'
      and t.status in ('waiting', 'in_progress') and t.closing_at is null
      and (${conversationId ?? null}::uuid is null or c.id = ${conversationId ?? null})
      and case when ${noticeMinutes > 0} and c.noticed_at is null then true
        else ${closeMinutes > 0}
          and coalesce(c.noticed_at, c.answered_at) <= clock_timestamp() - ${closeMinutes} * interval '1 minute' end
    order by c.answered_at limit 500`;
}

/** Noticed also when it could not be said: what follows is counted from here. */
async function notify(place: Place, { notice }: Automation): Promise<void> {
  const { tx, workspaceId, conversation, ticket } = place;
  const by = { kind: "system" as const };
  const said = await say(place, { text: notice, origin: "inactivity_notice", by });
  await tx`update conversations set noticed_at = clock_timestamp() where id = ${conversation.id}`;
  const about = { conversationId: conversation.id, ticketId: ticket.id, contactId: conversation.contact_id };
  await record(tx, workspaceId, by, "inactivity_noticed", about, {}, { said });
}

/** one message, the connection's: that of inactivity, else its conclusion. */
async function close(place: Place, { closeText, conclusion }: Automation): Promise<void> {
  const by = { kind: "system" as const };
  const fields = await checkClosingFields(place.tx, place.ticket.id, {});
  await closeTicket(place, {
    by,
    reason: "inactivity",
    fieldsPending: fields.ok && fields.missing.length > 0,
    words: closeText.trim()
      ? { text: closeText, origin: "inactivity_close", by }
      : { text: conclusion, origin: "conclusion", by },
  });
}
