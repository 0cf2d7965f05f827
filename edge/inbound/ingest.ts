import type { Channel } from "@domain/channel.ts";
import type { Inbound } from "@domain/inbound.ts";
import { type Sql, type Tx, withWorkspace } from "@db/tx.ts";
import { channelOf } from "../channels/registry.ts";
import { lockKey, moveIdentity } from "../facts/contact.ts";
import { record } from "../facts/record.ts";
import type { JobBatch, Jobs } from "../jobs/jobs.ts";
import type { Connection, Connections } from "./connections.ts";
import { type Arrival, ingestMessage, ingestReaction, ingestStatus } from "./ingest_message.ts";

export type Ingest = { poke(): void; stop(): Promise<void> };
type Deps = {
  sql: Sql;
  jobs: Jobs;
  connections: Connections;
  committed: () => void;
  onError: (error: unknown) => void;
};
type JournalRow = { id: string; workspace_id: string; connection_id: string; part: unknown; attempts: number };

const BATCH = 100;
/** Transactions at once: half of the pool at most, the other half is people's. */
const PARALLEL = 5;
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
        while (!stopped && await drain(deps) === BATCH);
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

/** Different people's messages go in parallel, one person's in order. */
async function drain(deps: Deps): Promise<number> {
  const rows = await deps.sql<JournalRow[]>`
    select id, workspace_id, connection_id, part, attempts from inbound_journal
    where processed_at is null and attempts < ${MAX_ATTEMPTS} and (attempts = 0 or received_at < clock_timestamp() - attempts * interval '2 seconds')
    order by received_at, id limit ${BATCH}`;
  const known = new Map<string, Promise<Connection | undefined>>();
  const connectionOf = (id: string) => {
    if (!known.has(id)) known.set(id, deps.connections.byId(deps.sql, id));
    return known.get(id)!;
  };
  const read = await Promise.all(rows.map(async (row) => readRow(row, await connectionOf(row.connection_id))));
  const lanes = [...Map.groupBy(read, (arrived) => arrived.lane).values()];
  // Webhooks of one person may overtake each other on their way here; what lies here together goes by the provider's clock.
  for (const lane of lanes) lane.sort((one, other) => one.at - other.at);
  const worker = async () => {
    for (let lane = lanes.shift(); lane; lane = lanes.shift()) {
      for (const arrived of lane) await ingestRow(deps, arrived);
    }
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL, lanes.length) }, worker));
  return rows.length;
}

type Arrived = { row: JournalRow; arrival: Arrival | undefined; inbounds: Inbound[]; lane: string; at: number };

/** What a row says, whose it is, and when the provider says it happened (0: at any time). */
function readRow(row: JournalRow, connection: Connection | undefined): Arrived {
  if (!connection) return { row, arrival: undefined, inbounds: [], lane: row.connection_id, at: 0 };
  const { config, departmentId } = connection;
  const arrival = {
    workspaceId: row.workspace_id,
    connectionId: row.connection_id,
    channel: config.channel,
    departmentId,
  };
  const inbounds = channelOf(config.channel).receive(row.part, config);
  const first = inbounds[0];
  const at = first && "at" in first ? first.at : 0;
  switch (first?.type) {
    case "message":
    case "reaction":
      return { row, arrival, inbounds, lane: lockKey(row.connection_id, first.contact), at };
    case "status":
      return { row, arrival, inbounds, lane: `${row.connection_id}:${first.providerId}`, at };
    default:
      return { row, arrival, inbounds, lane: row.connection_id, at };
  }
}

async function ingestRow(deps: Deps, { row, arrival, inbounds }: Arrived): Promise<void> {
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
      return await ingestMessage(tx, to, inbound, batch);
    case "status":
      return await ingestStatus(tx, to, inbound, batch);
    case "reaction":
      return await ingestReaction(tx, to, inbound);
    case "identity_changed":
      await moveIdentity(tx, to.workspaceId, to.connectionId, inbound.previous, inbound.contact.identities);
      return;
    case "connection":
      return await connectionProblem(tx, to.workspaceId, to.connectionId, inbound.problem, inbound.text);
    default:
      inbound satisfies never;
  }
}

/** The connection stops sending and says why; pasting a new token is all it takes (CHN-14, MSG-10). */
export async function connectionProblem(
  tx: Tx,
  workspaceId: string,
  connectionId: string,
  problem: "needs_token" | "billing" | "locked",
  text: string,
): Promise<void> {
  const status = problem === "needs_token" ? "needs_token" : "off";
  const [changed] = await tx<{ name: string; channel: Channel }[]>`
    update connections set status = ${status} where id = ${connectionId} and status = 'active' returning name, channel`;
  if (changed) {
    await record(tx, workspaceId, { kind: "system" }, "connection_problem", {}, { status: "active" }, {
      status,
      problem,
      text,
      connectionId,
    });
  }
}
