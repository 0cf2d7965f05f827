import type { FeedEvents, RowsEvent } from "@domain/feed.ts";
import { type Actor, canSeeConversation, maySeeTable } from "@domain/policy.ts";
import type { Row } from "@domain/rows.ts";
import type { TableName } from "@domain/tables.ts";
import { type Change, ensureEpoch, horizon, readChanges } from "@db/feed/changes.ts";
import { type Batch, configRows, conversationRows, ownRows, windowConversations } from "@db/feed/window.ts";
import type { Sql, Tx } from "@db/tx.ts";
import type { Member } from "../actions/context.ts";
import type { Hub, Tick } from "./hub.ts";
import { openSse, type SseStream } from "./sse.ts";
import { turns } from "./turns.ts";

/** More changes than this behind: the window is cheaper than the list of changes. */
const MAX_BEHIND = 20_000;
/** A snapshot holds a connection for as long as its reader takes: they must never have all of the pool. */
const turn = turns(4);

type Deps = { sql: Sql; hub: Hub; onError: (error: unknown) => void; onClose: () => void };

/**
 * One member's feed: first load or catch-up from a cursor in one snapshot, then the hub's ticks, each filtered by what
 * this member may see. Only `level` carries an id, so a connection that breaks in the middle resumes before it.
 */
export function openReader(
  deps: Deps,
  member: Member,
  cursor: string | undefined,
): { response: Response; send: SseStream["send"]; close: () => void } {
  const { sql, hub } = deps;
  const actor: Actor = member;
  let from = 0n;
  let epoch = "";
  /** What the first snapshot showed lies below this. */
  let shownBelow = 0n;
  /** The first tick that is all later than that. */
  let firstWhole = Infinity;
  // One thing after the other: a tick must not overtake the rows of the one before it.
  let queue: Promise<void> = Promise.resolve();
  const then = (work: () => Promise<void>) => {
    queue = queue.then(work).catch((error) => {
      deps.onError(error);
      sse.close();
    });
  };
  const detach = hub.attach({
    workspaceId: member.workspaceId,
    tick: (tick) => then(() => follow(tick)),
    reset: () => then(async () => reset("cursor_too_old")),
  });
  const sse = openSse(() => {
    detach();
    deps.onClose();
  });
  then(async () => {
    epoch = await ensureEpoch(sql);
    await (cursor === undefined ? firstLoad() : catchUp(cursor));
  });

  async function firstLoad(): Promise<void> {
    const isStale = await snapshot(sql, async (tx) => {
      await begin(tx);
      if (await hasChanged(tx)) return true;
      for await (const batch of configRows(tx, member.workspaceId, member.id)) sendRows(batch);
      const conversations = await windowConversations(tx, member.workspaceId, actor);
      progress(0, conversations.length);
      let done = 0;
      for await (const batch of conversationRows(tx, conversations)) {
        sendRows(batch);
        if (batch.table === "conversations") progress(done += batch.json.length, conversations.length);
        await sse.drained();
      }
      for await (const batch of ownRows(tx, member.workspaceId, actor)) sendRows(batch);
      return false;
    });
    if (isStale) return reset("sight_changed");
    level(from);
  }

  /** Who asked was looked up before this snapshot began: what changed in between, no tick of ours will tell. */
  async function hasChanged(tx: Tx): Promise<boolean> {
    const [now] = await tx<{ status: string; role_id: string; department_ids: string[]; permissions: string[] }[]>`
      select m.status, m.role_id, m.department_ids, r.permissions from members m join roles r on r.id = m.role_id
      where m.id = ${member.id} and m.deleted_at is null`;
    return now?.status !== "active" || now.role_id !== roleId() || !sameSet(now.department_ids, actor.departmentIds) ||
      !sameSet(now.permissions, actor.permissions);
  }

  async function catchUp(cursor: string): Promise<void> {
    const [name, xid] = cursor.split(".");
    // A cursor of another database (a restored backup), or of before a crash, says nothing about this one.
    if (name !== epoch) return reset("cursor_too_old");
    const since = BigInt(xid!);
    const entered: string[] = [];
    const result = await snapshot(sql, async (tx) => {
      await begin(tx);
      // From the future: the same cluster was set back (a restored file system snapshot).
      if (since > from) return "reset" as const;
      const changes = await readChanges(tx, since, from, member.workspaceId);
      if (changes.length > MAX_BEHIND || changes.some(mayHaveChangedSight)) return "reset" as const;
      entered.push(...route(changes, () => undefined));
      for await (const batch of conversationRows(tx, entered.map((id) => ({ id, open: true })))) {
        sendRows(batch);
        await sse.drained();
      }
    });
    if (result === "reset") return reset(since > from ? "cursor_too_old" : "sight_changed");
    level(from);
  }

  async function begin(tx: Tx): Promise<void> {
    const now = await horizon(tx);
    if (now.epoch !== epoch) throw new Error(`PostgreSQL crashed while ${member.id}'s feed was opening`);
    from = now.xmin;
    shownBelow = now.xmax;
  }

  async function follow(tick: Tick): Promise<void> {
    const changes = tick.changes.filter((change) => change.version >= from);
    if (changes.some(changesSight)) return reset("sight_changed");
    if (tick.from >= shownBelow) firstWhole = Math.min(firstWhole, tick.n);
    // Where a conversation stood is where this client was shown it only if a tick told it so. Our snapshot saw some of
    // what ran beside it: two moves, one seen and one not, would hide that it entered or left our sight.
    const before = (conversation: string) => {
      const known = tick.before.get(conversation);
      return known && known.tick >= firstWhole ? known.at : undefined;
    };
    for (const id of route(changes, before)) {
      for (const batch of await tick.window(id)) sendRows(batch);
    }
    if (tick.cursor > from) level(tick.cursor);
  }

  /** Sends what this member sees and tells what left their sight; answers the conversations that entered it. */
  function route(
    changes: Change[],
    before: (conversationId: string) => { agent_id: string | null; department_id: string | null } | undefined,
  ): string[] {
    const entered = new Set<string>();
    const gone: string[] = [];
    for (const change of changes) {
      if (change.table !== "conversations" || !change.moved || !change.at) continue;
      const was = before(change.id);
      if (canSeeConversation(actor, change.at)) {
        if (!was || !canSeeConversation(actor, was)) entered.add(change.id);
      } else if (!was || canSeeConversation(actor, was)) gone.push(change.id);
    }
    if (gone.length > 0) sse.send("gone", JSON.stringify({ conversationIds: gone } satisfies FeedEvents["gone"]));
    const batches = new Map<TableName, string[]>();
    for (const change of changes) {
      // What one alone is told is in nobody's window.
      const isInWindow = change.conversationId !== null && change.ownerId === null;
      if (isInWindow && entered.has(change.conversationId!)) continue;
      if (change.at && !canSeeConversation(actor, change.at)) continue;
      if (change.ownerId !== null && change.ownerId !== member.id) continue;
      batches.set(change.table, [...batches.get(change.table) ?? [], change.json]);
    }
    for (const [table, json] of batches) sendRows({ table, json });
    return [...entered];
  }

  /** Own departments, role or membership: what was sent so far followed other rules. */
  function changesSight(change: Change): boolean {
    if (change.table === "members" && change.id === member.id) {
      const row: Row<"members"> = JSON.parse(change.json);
      return row.status !== "active" || !sameSet(row.department_ids, actor.departmentIds) || row.role_id !== roleId();
    }
    if (change.table === "roles" && change.id === roleId()) {
      const row: Row<"roles"> = JSON.parse(change.json);
      return !sameSet(row.permissions, actor.permissions);
    }
    return false;
  }

  /**
   * While the client was away: who they were then is not known any more, so any change of their own membership or role
   * counts. What they hold may follow rules that no longer stand.
   */
  function mayHaveChangedSight(change: Change): boolean {
    return (change.table === "members" && change.id === member.id) ||
      (change.table === "roles" && change.id === roleId());
  }

  function roleId(): string {
    return member.roleId;
  }

  function sendRows(batch: Batch): void {
    if (!maySeeTable(actor, batch.table)) return;
    sse.send("rows", `{"table":"${batch.table satisfies RowsEvent["table"]}","rows":[${batch.json.join(",")}]}`);
  }

  function progress(done: number, total: number): void {
    sse.send("progress", JSON.stringify({ done, total } satisfies FeedEvents["progress"]));
  }

  function level(cursor: bigint): void {
    from = cursor;
    sse.send(
      "level",
      JSON.stringify({ at: new Date().toISOString() } satisfies FeedEvents["level"]),
      `${epoch}.${cursor}`,
    );
  }

  function reset(reason: FeedEvents["reset"]["reason"]): void {
    sse.send("reset", JSON.stringify({ reason } satisfies FeedEvents["reset"]));
    sse.close();
  }

  return { response: sse.response, send: sse.send, close: sse.close };
}

async function snapshot<T>(sql: Sql, work: (tx: Tx) => Promise<T>): Promise<T> {
  return await turn(async () => await sql.begin("isolation level repeatable read read only", work) as T);
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item) => b.includes(item));
}
