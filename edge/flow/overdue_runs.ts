import { type Sql, withWorkspace } from "@db/tx.ts";
import type { Jobs } from "../jobs/jobs.ts";

/** Later than this, the job that should have come has used up its tries. */
const LATE_SECONDS = 60;

/** Sets runs going again whose job was lost. A job too many does nothing (run_flow.ts). */
export async function resumeOverdueRuns(sql: Sql, jobs: Jobs): Promise<void> {
  const overdue = await sql<{ id: string; workspace_id: string; next_step: number }[]>`
    select id, workspace_id, next_step from flow_runs
    where ended_at is null and due_at < clock_timestamp() - ${`${LATE_SECONDS} seconds`}::interval limit 500`;
  for (const { id: runId, workspace_id: workspaceId, next_step: step } of overdue) {
    const batch = jobs.batch();
    await withWorkspace(sql, workspaceId, (tx) => batch.enqueue(tx, "run_flow", { workspaceId, runId, step }));
    batch.committed();
  }
}
