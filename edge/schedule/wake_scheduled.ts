import { type Sql, withWorkspace } from "@db/tx.ts";
import type { Jobs } from "../jobs/jobs.ts";

/**
 * The sweep comes every minute and gives jobs to what is due before it comes again; whoever schedules for sooner gives
 * one at once.
 */
export const SOON_SECONDS = 120;

/**
 * Gives jobs to what is due soon, and to what a crash left behind. A job too many does nothing (run_scheduled.ts), so
 * any number of nodes may do this at once, and a node that was away for days brings nothing twice.
 */
export async function wakeScheduled(sql: Sql, jobs: Jobs): Promise<void> {
  const soon = await sql<{ id: string; workspace_id: string; ms: number }[]>`
    select id, workspace_id, greatest(0, extract(epoch from due_at - clock_timestamp()) * 1000)::int as ms
    from scheduled_messages
    where status = 'scheduled' and deleted_at is null
      and due_at < clock_timestamp() + ${`${SOON_SECONDS} seconds`}::interval
    order by due_at limit 1000`;
  for (const { id: scheduleId, workspace_id: workspaceId, ms } of soon) {
    const batch = jobs.batch();
    await withWorkspace(sql, workspaceId, (tx) => batch.enqueue(tx, "run_scheduled", { workspaceId, scheduleId }, ms));
    batch.committed();
  }
}
