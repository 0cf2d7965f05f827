import type { Inbound } from "@domain/inbound.ts";
import { type Sql, type Tx, withWorkspace } from "@db/tx.ts";
import { connectionProblem } from "../facts/connection_problem.ts";
import { moveIdentity } from "../facts/contact.ts";
import { awayWords } from "../facts/house.ts";
import type { JobBatch, Jobs } from "../jobs/jobs.ts";
import { ingestGroup, ingestGroupMessage } from "./ingest_group.ts";
import { type Arrival, ingestMessage, ingestReaction, ingestStatus } from "./ingest_message.ts";
import { ingestPlain, isPlain, type PlainMessage } from "./ingest_plain.ts";
import type { Arrived, Lane } from "./lanes.ts";
import { isPassing } from "./passing.ts";

export type IngestDeps = { sql: Sql; jobs: Jobs; committed: () => void; onError: (error: unknown) => void };

/** Could many of these go in one transaction? What failed before goes by itself, so that it fails by itself. */
export function isPlainLane(lane: Lane): boolean {
  return lane.every(({ row, arrival, inbounds }) =>
    arrival && !awayWords(arrival.house, Date.now()) && row.attempts === 0 && inbounds.length === 1 &&
    isPlain(inbounds[0]!)
  );
}

/** Plain lanes of one workspace in one transaction. Out: those that must go the long way, nothing of them being done. */
export async function ingestTogether(deps: IngestDeps, workspaceId: string, lanes: Lane[]): Promise<Lane[]> {
  try {
    const left = await withWorkspace(deps.sql, workspaceId, async (tx) => {
      const ids = lanes.flat().map(({ row }) => row.id);
      const locked = await tx<{ id: string }[]>`
        select id from inbound_journal where id = any(${ids}::uuid[]) and processed_at is null for update skip locked`;
      const mine = new Set(locked.map((row) => row.id));
      // What another node holds is its own, and this person's later messages wait for it.
      const whole = lanes.filter((lane) => lane.every(({ row }) => mine.has(row.id)));
      const plain = new Map(whole.map((lane) => [plainOf(lane), lane]));
      const done = await ingestPlain(tx, workspaceId, [...plain.keys()]);
      const doneIds = [...done].flatMap((one) => plain.get(one)!.map(({ row }) => row.id));
      await tx`
        update inbound_journal set processed_at = clock_timestamp(), error = null where id = any(${doneIds}::uuid[])`;
      return [...plain].filter(([one]) => !done.has(one)).map(([, lane]) => lane);
    });
    deps.committed();
    return left;
  } catch (error) {
    deps.onError(error);
    return lanes;
  }
}

function plainOf(lane: Lane) {
  return {
    connectionId: lane[0]!.row.connection_id,
    messages: lane.map(({ inbounds }) => inbounds[0] as PlainMessage),
  };
}

/** The long way: each row in its own transaction, one after the other. */
export async function ingestLane(deps: IngestDeps, lane: Lane): Promise<void> {
  for (const arrived of lane) await ingestRow(deps, arrived);
}

async function ingestRow(deps: IngestDeps, { row, arrival, inbounds }: Arrived): Promise<void> {
  const batch = deps.jobs.batch();
  try {
    await withWorkspace(deps.sql, row.workspace_id, async (tx) => {
      const [mine] =
        await tx`select id from inbound_journal where id = ${row.id} and processed_at is null for update skip locked`;
      if (!mine) return;
      if (arrival) { for (const inbound of inbounds) await ingestOne(tx, arrival, inbound, batch); }
      await tx`update inbound_journal set processed_at = clock_timestamp(), error = null where id = ${row.id}`;
    });
    batch.committed();
    deps.committed();
  } catch (error) {
    // The next round finds it as it was.
    if (isPassing(error)) throw error;
    deps.onError(error);
    const text = error instanceof Error ? error.message : String(error);
    await deps.sql`update inbound_journal set attempts = attempts + 1, error = ${
      text.slice(0, 1000)
    } where id = ${row.id}`;
  }
}

async function ingestOne(tx: Tx, to: Arrival, inbound: Inbound, batch: JobBatch): Promise<void> {
  switch (inbound.type) {
    case "message":
      return inbound.group
        ? await ingestGroupMessage(tx, to, inbound, inbound.group, batch)
        : await ingestMessage(tx, to, inbound, batch);
    case "status":
      return await ingestStatus(tx, to, inbound, batch);
    case "reaction":
      return await ingestReaction(tx, to, inbound);
    case "group":
      return await ingestGroup(tx, to, inbound);
    case "identity_changed":
      await moveIdentity(tx, to.workspaceId, to.connectionId, inbound.previous, inbound.contact.identities);
      return;
    case "connection":
      return await connectionProblem(tx, to.workspaceId, to.connectionId, inbound.problem, inbound.text);
    default:
      inbound satisfies never;
  }
}
