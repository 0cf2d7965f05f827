import type { Connections } from "./connections.ts";
import { type IngestDeps, ingestLane, ingestTogether, isPlainLane } from "./ingest_lane.ts";
import type { Journal } from "./journal.ts";
import { type JournalRow, type Lane, lanesOf } from "./lanes.ts";

export type Ingest = { poke(): void; stop(): Promise<void> };
type Deps = IngestDeps & { connections: Connections; journal: Pick<Journal, "isBusy"> };

const BATCH = 300;
/** Messages of one transaction: while it runs, nobody else can change these conversations. */
const TOGETHER = 100;
/** Transactions at once: half of the pool at most, the other half is people's. */
const PARALLEL = 5;
/**
 * While providers wait for answers in numbers this rests so many times as long as it worked: they repeat what is not
 * answered, and what stands in the journal is safe. But an agent should see it within the moment: on a machine that is
 * slow by itself the rest would grow with its slowness.
 */
const REST = 6;
const REST_AT_MOST_MS = 250;
/** Rows another node took, or that failed, show again at this pace. */
const IDLE_MS = 1_000;
/** After this many failures a row is left for a person: its error is in the journal. */
const MAX_ATTEMPTS = 10;

/**
 * Turns the journal into facts, in the order it was received. The journal itself is the queue: a row is done in the
 * transaction that writes its facts, so a crash repeats it and the unique keys make the repeat harmless.
 */
export function startIngest(deps: Deps): Ingest {
  let stopped = false;
  let wanted = true;
  let wake: () => void = () => {};
  const loop = run();

  async function run(): Promise<void> {
    while (!stopped) {
      if (!wanted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, IDLE_MS);
          wake = () => (clearTimeout(timer), resolve());
          if (wanted) wake();
        });
      }
      wanted = false;
      try {
        while (!stopped && await drainFairly(deps) === BATCH);
      } catch (error) {
        deps.onError(error);
      }
    }
  }

  return {
    poke() {
      wanted = true;
      wake();
    },
    async stop() {
      stopped = true;
      wake();
      await loop;
    },
  };
}

async function drainFairly(deps: Deps): Promise<number> {
  const begun = performance.now();
  const count = await drain(deps);
  const worked = performance.now() - begun;
  if (deps.journal.isBusy()) {
    await new Promise((resolve) => setTimeout(resolve, Math.min(worked * REST, REST_AT_MOST_MS)));
  }
  return count;
}

/** Different people's messages go in parallel, one person's in order. Out: how many rows there were. */
async function drain(deps: Deps): Promise<number> {
  const rows = await deps.sql<JournalRow[]>`
    select id, workspace_id, connection_id, part, attempts from inbound_journal
    where processed_at is null and attempts < ${MAX_ATTEMPTS} and (attempts = 0 or received_at < clock_timestamp() - attempts * interval '2 seconds')
    order by received_at, id limit ${BATCH}`;
  if (rows.length === 0) return 0;
  const connections = await deps.connections.byIds(deps.sql, [...new Set(rows.map((row) => row.connection_id))]);
  const lanes = lanesOf(rows, connections);
  const { plain = [], long = [] } = Object.groupBy(lanes, (lane) => isPlainLane(lane) ? "plain" : "long");
  const workers = deps.journal.isBusy() ? 1 : PARALLEL;
  await each(groupsOf(plain), workers, async (group) => {
    long.push(...await ingestTogether(deps, group[0]![0]!.row.workspace_id, group));
  });
  // Who wrote first is first in the queue.
  const place = new Map(lanes.map((lane, at) => [lane, at]));
  long.sort((one, other) => place.get(one)! - place.get(other)!);
  await each(long, workers, (lane) => ingestLane(deps, lane));
  return rows.length;
}

/** In order, so many at a time. */
async function each<T>(items: readonly T[], workers: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const worker = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(workers, items.length) }, worker));
}

/** Lanes of one workspace, as many as make `TOGETHER` messages; a longer lane is a group by itself. */
function groupsOf(lanes: Lane[]): Lane[][] {
  const groups: Lane[][] = [];
  for (const mine of Map.groupBy(lanes, (lane) => lane[0]!.row.workspace_id).values()) {
    let size = Infinity;
    for (const lane of mine) {
      size += lane.length;
      if (size > TOGETHER) groups.push([]);
      if (size > TOGETHER) size = lane.length;
      groups.at(-1)!.push(lane);
    }
  }
  return groups;
}
