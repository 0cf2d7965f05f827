import type { Placed } from "@domain/policy.ts";
import { type Change, ensureEpoch, horizon, readChanges } from "@db/feed/changes.ts";
import { type Batch, conversationRows } from "@db/feed/window.ts";
import type { Sql } from "@db/tx.ts";
import type { Bus } from "../bus/bus.ts";

/** What a tick brings to one workspace, already read from the database once for everybody. */
export type Tick = {
  /** Ticks are counted. */
  n: number;
  /** It covers what was written from here up to the cursor. */
  from: bigint;
  cursor: bigint;
  changes: Change[];
  /** Where each conversation of `changes` stood before, when this node knows, and which tick said so. */
  before: Map<string, { at: Placed; tick: number }>;
  /** Rows of a conversation that enters somebody's sight; read at most once a tick. */
  window(conversationId: string): Promise<Batch[]>;
};

export interface Reader {
  workspaceId: string;
  /** Must not throw and must not wait: what cannot be written now is the reader's own queue. */
  tick(tick: Tick): void;
  /** What it was told may not be followed any more: its client must load anew. */
  reset(): void;
}

export type Hub = {
  attach(reader: Reader): () => void;
  /** Something was committed here: look now, and tell the other nodes. */
  poke(): void;
  /** Told of what every tick brings, of all workspaces. Must not throw and must not wait. */
  watch(watcher: (changes: readonly Change[]) => void): void;
  lagSeconds(): number;
  stop(): Promise<void>;
};

/** Without any poke (another node without a bus, a manual change) changes show this late. */
const IDLE_MS = 1_000;
/** A writing transaction was still open: what it commits may have no poke of its own. */
const BUSY_MS = 15;
/** Under load one look serves many commits: looking after each took most of the database's time (tests/bench). */
const BETWEEN_MS = 20;
/** Placements remembered; a conversation not among them costs its readers one window of rows too many. */
const REMEMBERED = 50_000;
const SUBJECT = "feed.poke";

/**
 * Reads what changed once per tick for all members of this node and fans it out: the database's work does not grow with
 * the number of agents (design.md §5). Ticks follow commits at once, and the clock when there are none.
 */
export async function startHub(sql: Sql, bus: Bus, onError: (error: unknown) => void): Promise<Hub> {
  const readers = new Map<string, Set<Reader>>();
  const placements = new Map<string, { at: Placed; tick: number }>();
  const watchers: ((changes: readonly Change[]) => void)[] = [];
  let ticks = 0;
  let epoch: string | null = await ensureEpoch(sql);
  let cursor = (await horizon(sql)).xmin;
  let advancedAt = Date.now();
  let wanted = false;
  let pause = IDLE_MS;
  let stopped = false;
  let wake: () => void = () => {};
  let lookedAt = -Infinity;

  const unsubscribe = await bus.subscribe(SUBJECT, () => look());
  const loop = run();

  function look(): void {
    wanted = true;
    wake();
  }

  async function run(): Promise<void> {
    while (!stopped) {
      if (!wanted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, pause);
          wake = () => (clearTimeout(timer), resolve());
          if (wanted) wake();
        });
      }
      const rest = lookedAt + BETWEEN_MS - performance.now();
      if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
      wanted = false;
      if (stopped) break;
      lookedAt = performance.now();
      try {
        await tick();
      } catch (error) {
        onError(error);
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    }
  }

  async function tick(): Promise<void> {
    const { xmin: to, busy, epoch: found } = await horizon(sql);
    pause = busy ? BUSY_MS : IDLE_MS;
    if (found !== epoch) return await beginAnew();
    if (to <= cursor) return;
    const changes = await readChanges(sql, cursor, to);
    const from = cursor;
    cursor = to;
    advancedAt = Date.now();
    if (changes.length === 0) return;
    for (const watch of watchers) watch(changes);
    const n = ++ticks;
    const byWorkspace = Map.groupBy(changes, (change) => change.workspaceId);
    for (const [workspaceId, audience] of readers) {
      const mine = byWorkspace.get(workspaceId) ?? [];
      if (mine.length === 0) continue;
      const before: Tick["before"] = new Map();
      for (const change of mine) {
        const known = change.conversationId && placements.get(change.conversationId);
        if (known) before.set(change.conversationId!, known);
      }
      const windows = new Map<string, Promise<Batch[]>>();
      const window = (id: string) => {
        let rows = windows.get(id);
        if (!rows) windows.set(id, rows = readWindow(sql, id));
        return rows;
      };
      for (const reader of audience) reader.tick({ n, from, cursor, changes: mine, before, window });
    }
    for (const change of changes) if (change.table === "conversations" && change.at) remember(change.id, change.at);
  }

  /** PostgreSQL was killed: numbers begin again somewhere below those that readers know. */
  async function beginAnew(): Promise<void> {
    epoch = await ensureEpoch(sql);
    cursor = (await horizon(sql)).xmin;
    placements.clear();
    for (const audience of readers.values()) for (const reader of [...audience]) reader.reset();
  }

  function remember(id: string, at: Placed): void {
    placements.delete(id);
    placements.set(id, { at, tick: ticks });
    if (placements.size > REMEMBERED) placements.delete(placements.keys().next().value!);
  }

  return {
    attach(reader) {
      const audience = readers.get(reader.workspaceId) ?? new Set();
      audience.add(reader);
      readers.set(reader.workspaceId, audience);
      return () => {
        audience.delete(reader);
        if (audience.size === 0) readers.delete(reader.workspaceId);
      };
    },
    poke() {
      look();
      bus.publish(SUBJECT, new Uint8Array());
    },
    watch: (watcher) => void watchers.push(watcher),
    lagSeconds: () => (Date.now() - advancedAt) / 1000,
    async stop() {
      stopped = true;
      unsubscribe();
      wake();
      await loop;
    },
  };
}

async function readWindow(sql: Sql, conversationId: string): Promise<Batch[]> {
  return await sql.begin("isolation level repeatable read read only", async (tx) => {
    const batches: Batch[] = [];
    for await (const batch of conversationRows(tx, [{ id: conversationId, open: true }])) batches.push(batch);
    return batches;
  }) as Batch[];
}
