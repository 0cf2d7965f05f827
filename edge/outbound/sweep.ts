import { newId } from "@domain/ids.ts";
import { MERGE_UNDO_DAYS } from "@domain/merge.ts";
import { type Sql, withWorkspace } from "@db/tx.ts";
import { sweepInactive } from "../automatic/inactivity.ts";
import { wakeDue } from "../automatic/snoozed.ts";
import { blankContacts } from "../contacts/erase_contact.ts";
import { endLateRatings } from "../closing/late_ratings.ts";
import { eachDue } from "../closing/each_due.ts";
import { closeOverdue } from "../closing/scheduled.ts";
import { resumeOverdueRuns } from "../flow/overdue_runs.ts";
import { followAbandonedText } from "../sync/follow_text.ts";
import { record } from "../facts/record.ts";
import { wakeScheduled } from "../schedule/wake_scheduled.ts";
import type { Jobs } from "../jobs/jobs.ts";

/** A request without an answer and without a receipt for this long: a person decides (design.md §8). */
export const UNKNOWN_AFTER_SECONDS = 120;

/**
 * Finds what a crash or a silent provider left behind. Runs at start (`queuedForSeconds` 0: nobody else can be at it),
 * every minute, and is safe to repeat. One part that fails keeps no other from being done; what failed first is thrown
 * at the end.
 */
export async function sweep(sql: Sql, jobs: Jobs, committed: () => void, queuedForSeconds = 5): Promise<void> {
  const deps = { sql, jobs, committed };
  const parts = [
    () => tellUnknown(sql, committed),
    () => deliverQueued(sql, jobs, queuedForSeconds),
    () => resumeOverdueRuns(sql, jobs),
    () => closeOverdue(deps),
    () => sweepInactive(deps),
    () => endLateRatings(deps),
    () => wakeScheduled(sql, jobs),
    () => wakeDue(sql, committed),
    () => followAbandonedText(sql, committed),
    () => forget(sql),
  ];
  await eachDue(parts, (part) => part());
}

/** Sent, perhaps: nobody knows any more. */
async function tellUnknown(sql: Sql, committed: () => void): Promise<void> {
  const hanging = await sql<{ id: string; workspace_id: string; conversation_id: string; ticket_id: string | null }[]>`
    select m.id, m.workspace_id, m.conversation_id, m.ticket_id from messages m
    where m.status = 'sending' and m.attempted_at < clock_timestamp() - ${`${UNKNOWN_AFTER_SECONDS} seconds`}::interval
      and not exists (select from deliveries d where d.conversation_id = m.conversation_id and d.until > clock_timestamp())
    limit 500`;
  for (const message of hanging) {
    await withWorkspace(sql, message.workspace_id, async (tx) => {
      const [changed] =
        await tx`update messages set status = 'unknown' where id = ${message.id} and status = 'sending' returning id`;
      if (!changed) return;
      await tx`update conversations set last_status = 'unknown' where id = ${message.conversation_id} and last_message_id = ${message.id}`;
      await record(
        tx,
        message.workspace_id,
        { kind: "system" },
        "message_failed",
        { conversationId: message.conversation_id, ticketId: message.ticket_id },
        { status: "sending" },
        { status: "unknown", messageId: message.id },
      );
    });
  }
  if (hanging.length > 0) committed();
}

async function deliverQueued(sql: Sql, jobs: Jobs, queuedForSeconds: number): Promise<void> {
  const waiting = await sql<{ workspace_id: string; conversation_id: string }[]>`
    select distinct m.workspace_id, m.conversation_id from messages m
    where m.status = 'queued' and m.created_at < clock_timestamp() - ${`${queuedForSeconds} seconds`}::interval
      and not exists (select from deliveries d where d.conversation_id = m.conversation_id and d.until > clock_timestamp())
    limit 500`;
  for (const { workspace_id: workspaceId, conversation_id: conversationId } of waiting) {
    const batch = jobs.batch();
    await withWorkspace(sql, workspaceId, (tx) => batch.enqueue(tx, "deliver", { workspaceId, conversationId }));
    batch.committed();
  }
}

async function forget(sql: Sql): Promise<void> {
  await sql`delete from sessions where expires_at < clock_timestamp()`;
  await sql`delete from ended_sessions where at < clock_timestamp() - interval '1 hour'`;
  await sql`delete from sign_in_failures where last_at < clock_timestamp() - interval '1 day'`;
  await sql`delete from early_receipts where at < clock_timestamp() - interval '7 days'`;
  // Meta repeats a webhook for 7 days; an outbox may be away for a month.
  await sql`delete from inbound_journal where processed_at < clock_timestamp() - interval '14 days'`;
  // Can be undone no longer: what it took to undo them is somebody's data.
  await sql.begin(async (tx) => {
    const over = await tx<{ other_id: string; undone_at: string | null }[]>`
      delete from contact_merges where at < clock_timestamp() - ${`${MERGE_UNDO_DAYS} days`}::interval
      returning other_id, undone_at`;
    await blankContacts(tx, over.filter((row) => row.undone_at === null).map((row) => row.other_id));
  });
  await sql`delete from actions where at < clock_timestamp() - interval '60 days'`;
}

/** The name under which this process holds leases. */
export function nodeName(): string {
  return newId();
}
