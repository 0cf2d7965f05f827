import { type ConstructorOptions, PgBoss } from "pg-boss";
import type { Sql, Tx } from "@db/tx.ts";
import { JOB_KINDS, type JobKind, type JobPayloads } from "./kinds.ts";

export type JobHandlers = { [K in JobKind]: (data: JobPayloads[K]) => Promise<void> };
/** Jobs of one transaction: `enqueue` writes them in it, `committed` wakes the workers without waiting for their poll. */
export type JobBatch = {
  enqueue<K extends JobKind>(tx: Tx, kind: K, data: JobPayloads[K], afterMs?: number): Promise<void>;
  committed(): void;
};
/** Of one transaction already at hand. */
export type Enqueue = <K extends JobKind>(kind: K, data: JobPayloads[K], afterMs?: number) => Promise<void>;
export type Jobs = { batch(): JobBatch; start(handlers: JobHandlers): Promise<void>; stop(): Promise<void> };

const WORKERS: Record<JobKind, number> = {
  deliver: 4,
  fetch_media: 2,
  react: 1,
  run_flow: 2,
  run_scheduled: 2,
  close_due: 1,
  sync_templates: 1,
  mark_read: 1,
  sync_block: 1,
  erase_files: 1,
  sweep: 1,
};
/**
 * Of every kind of job. A process that died with a job in hand stops touching it: within a minute and a half another
 * one takes it up, instead of when the five minutes are over that a job may last.
 */
const QUEUE = {
  retryLimit: 8,
  retryBackoff: true,
  retryDelay: 2,
  expireInSeconds: 300,
  heartbeatSeconds: 20,
  deleteAfterSeconds: 3_600,
};

/**
 * pg-boss on the product's own database: a job exists if, and only if, the transaction that asked for it committed.
 * Handlers read what is true when they run and are safe to repeat. A wake-up that is lost (another node, a crash) costs
 * `pollSeconds` at most.
 */
export function createJobs(url: string, pollSeconds: number, log: (error: unknown) => void): Jobs {
  const options: ConstructorOptions = {
    connectionString: url,
    max: 4,
    application_name: "mutirao-jobs",
    persistWarnings: false,
  };
  const boss = new PgBoss(options);
  boss.on("error", log);
  const workers = new Map<JobKind, string[]>();
  let turn = 0;

  function wake(kind: JobKind): void {
    const ids = workers.get(kind);
    if (ids?.length) boss.notifyWorker(ids[turn++ % ids.length]!);
  }

  return {
    batch() {
      const kinds = new Set<JobKind>();
      return {
        async enqueue(tx, kind, data, afterMs = 0) {
          kinds.add(kind);
          await boss.send(kind, data, {
            startAfter: Math.ceil(afterMs / 1000),
            db: { executeSql: (text, values) => execute(tx, text, values) },
          });
        },
        committed() {
          for (const kind of kinds) wake(kind);
        },
      };
    },
    async start(handlers) {
      await boss.start();
      for (const kind of JOB_KINDS) {
        await boss.createQueue(kind, QUEUE);
        // One that an older version made keeps what it was made with.
        await boss.updateQueue(kind, QUEUE);
        workers.set(kind, await work(boss, kind, pollSeconds, handlers[kind] as (data: object) => Promise<void>));
      }
      await boss.schedule("sweep", "* * * * *");
    },
    async stop() {
      await boss.stop({ graceful: true, close: true, timeout: 4_000 });
    },
  };
}

export function enqueuer(batch: JobBatch, tx: Tx): Enqueue {
  return (kind, data, afterMs) => batch.enqueue(tx, kind, data, afterMs);
}

async function work(
  boss: PgBoss,
  kind: JobKind,
  pollSeconds: number,
  handler: (data: object) => Promise<void>,
): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < WORKERS[kind]; n++) {
    ids.push(
      await boss.work<object>(kind, { pollingIntervalSeconds: pollSeconds, batchSize: 1 }, async (jobs) => {
        for (const job of jobs) await handler(job.data);
      }),
    );
  }
  return ids;
}

/** pg-boss hands JSON over as text; this driver would encode it once more. */
async function execute(tx: Tx, text: string, values: unknown[] = []): Promise<{ rows: unknown[] }> {
  const decoded = values.map((value) =>
    typeof value === "string" && value.startsWith("[{") ? tx.json(JSON.parse(value)) : value
  );
  return { rows: [...await tx.unsafe(text, decoded as never[])] };
}

/** What enqueuing inside a workspace's transaction needs: it runs as mutirao_app. */
export async function grantJobs(sql: Sql): Promise<void> {
  await sql`grant usage on schema pgboss to mutirao_app`;
  await sql`grant select, insert, update on all tables in schema pgboss to mutirao_app`;
}
