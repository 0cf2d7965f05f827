import { PgBoss } from "pg-boss";
import type { World } from "../integration/harness/world.ts";

/** A minute passes for the jobs that dead processes held: pg-boss gives them to others, as it does every minute. */
export async function takeUpAbandonedJobs({ db }: World): Promise<void> {
  await db.sql`update pgboss.job set heartbeat_on = heartbeat_on - interval '1 minute' where state = 'active'`;
  await db.sql`update pgboss.queue set monitor_claim_on = null, monitor_on = null`;
  const boss = new PgBoss({ connectionString: db.url, supervise: false, schedule: false, migrate: false, max: 1 });
  // The processes look after the same queues: who comes second may be refused, and what is left is found by the wait.
  boss.on("error", () => {});
  await boss.start();
  await boss.supervise().catch(() => boss.supervise());
  await boss.stop({ close: true });
}
