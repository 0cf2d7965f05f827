import { type Action, type ActionResult, parseAction } from "@domain/action.ts";
import { withWorkspace } from "@db/tx.ts";
import type { Sql, Tx } from "@db/tx.ts";
import type { Sealer } from "../auth/seal.ts";
import type { Bus } from "../bus/bus.ts";
import { enqueuer, type Jobs } from "../jobs/jobs.ts";
import { announceChange, changeDocument, type DocumentChange } from "../sync/change_document.ts";
import type { Context, Member, Outcome } from "./context.ts";
import { HANDLERS } from "./registry.ts";

export type ActionDeps = { sql: Sql; jobs: Jobs; seal: Sealer; publicUrl: string; bus: Bus; committed: () => void };

/** A clock that is ahead must not let a message claim to be newer than now. */
const MAX_AHEAD_MS = 60_000;

/**
 * Runs one action of a member: parse, then one transaction of policy → state → facts → event → jobs, whose result is
 * stored under the action's id. A repeat answers the stored result and does nothing. A refusal leaves no trace but its
 * result.
 */
export async function runAction(deps: ActionDeps, member: Member, input: unknown): Promise<ActionResult> {
  const parsed = parseAction(input);
  if (!parsed.ok) {
    return {
      id: claimedId(input),
      status: "refused",
      code: "bad_input",
      params: { field: parsed.field, reason: parsed.reason },
    };
  }
  const { action } = parsed;
  const batch = deps.jobs.batch();
  let changes: DocumentChange[] = [];
  const result = await withWorkspace(deps.sql, member.workspaceId, async (tx) => {
    const stored = await claim(tx, member, action);
    if (stored) return stored;
    const work = async (point: Tx): Promise<Outcome> => {
      changes = [];
      const handler = HANDLERS[action.type] as (ctx: Context, input: Action) => Promise<Outcome>;
      const composed = Math.min(Date.parse(action.composedAt), Date.now() + MAX_AHEAD_MS);
      return await handler({
        tx: point,
        member,
        composedAt: new Date(composed),
        seal: deps.seal,
        publicUrl: deps.publicUrl,
        enqueue: enqueuer(batch, point),
        async edit(ref, change) {
          const done = await changeDocument(point, ref, member.workspaceId, member.id, change);
          if (done) changes.push(done);
        },
      }, action);
    };
    const outcome = await attempt(tx, work) ?? await attempt(tx, work) ?? TAKEN;
    const result: ActionResult = outcome.ok
      ? { id: action.id, status: "done", ...(outcome.data ? { data: outcome.data } : {}) }
      : { id: action.id, status: "refused", code: outcome.code, params: outcome.params };
    await tx`update actions set result = ${tx.json(result as never)} where id = ${action.id}`;
    return outcome.ok && outcome.once ? { ...result, data: { ...outcome.data, ...outcome.once } } : result;
  });
  batch.committed();
  // A refusal took its edits back with everything else.
  if (result.status === "done") { for (const change of changes) announceChange(deps.bus, change); }
  deps.committed();
  return result;
}

/**
 * Takes the action's id. A concurrent repeat waits here for the first to finish and then reads its result. An id used
 * by another member or for another type is not a repeat.
 */
async function claim(tx: Tx, member: Member, action: Action): Promise<ActionResult | undefined> {
  const [claimed] = await tx`
    insert into actions (id, workspace_id, member_id, type) values (${action.id}, ${member.workspaceId}, ${member.id}, ${action.type})
    on conflict (id) do nothing returning id`;
  if (claimed) return undefined;
  const [stored] = await tx<
    { member_id: string; type: string; result: ActionResult }[]
  >`select member_id, type, result from actions where id = ${action.id}`;
  if (stored?.member_id === member.id && stored.type === action.type && stored.result) return stored.result;
  return { id: action.id, status: "refused", code: "bad_input", params: { field: "id", reason: "id is taken" } };
}

/** An id the author made is in use: by another row here, or by a workspace this one must not hear of. */
const TAKEN: Outcome = { ok: false, code: "bad_input", params: { field: "id", reason: "an id in it is taken" } };

/**
 * Rolls back to before the handler when it refuses, so that a refusal can never leave half of something behind.
 * Undefined when it met a row it could not see: somebody else's of the same moment, which a second look sees and
 * refuses by name, or another workspace's.
 */
async function attempt(tx: Tx, work: (point: Tx) => Promise<Outcome>): Promise<Outcome | undefined> {
  const refusal: { outcome?: Outcome } = {};
  try {
    return await tx.savepoint(async (point) => {
      const outcome = await work(point);
      if (!outcome.ok) {
        refusal.outcome = outcome;
        throw refusal;
      }
      return outcome;
    });
  } catch (thrown) {
    if (thrown === refusal && refusal.outcome) return refusal.outcome;
    if (isCollision(thrown)) return undefined;
    throw thrown;
  }
}

/** A unique index, the row-level security's answer to an update of a hidden row, or a deadlock. */
function isCollision(error: unknown): boolean {
  return error instanceof Error && "code" in error &&
    (error.code === "23505" || error.code === "40P01" ||
      (error.code === "42501" && /row-level security/.test(error.message)));
}

function claimedId(input: unknown): string {
  const id = typeof input === "object" && input !== null && "id" in input ? input.id : "";
  return typeof id === "string" ? id.slice(0, 36) : "";
}
