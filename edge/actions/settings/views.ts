import type { Actions } from "@domain/action.ts";
import { can } from "@domain/policy.ts";
import { mayEditView, MOST_VIEWS } from "@domain/view.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { recordSetting } from "./allowed.ts";

type View = { owner_id: string | null; name: string };
const FORBIDDEN = refused("forbidden", { permission: "views.share" });

/**
 * A list kept under a name: everybody may keep own ones; those of the team need `views.share`. An own one may be shared
 * by who has it; what is shared stays so, since others rely on it. `name_taken`: one of that name stands there already.
 */
export async function saveView(ctx: Context, input: Actions["view.save"]): Promise<Outcome> {
  const { tx, member } = ctx;
  const { viewId, name, personal } = input;
  const before = await find(ctx, viewId);
  if (before && before.owner_id !== null && before.owner_id !== member.id) {
    return refused("not_found", { what: "view" });
  }
  if ((before && !mayEditView(member, before)) || (!personal && !can(member, "views.share"))) return FORBIDDEN;
  if (personal && before && before.owner_id === null) {
    return refused("bad_input", { field: "personal", reason: "shared already" });
  }
  const ownerId = personal ? member.id : null;
  const others = await tx<{ name: string }[]>`
    select lower(name) as name from saved_views
    where id <> ${viewId} and deleted_at is null and owner_id is not distinct from ${ownerId}`;
  if (others.some((one) => one.name === name.toLowerCase())) return refused("name_taken", { field: "name", name });
  if (!before && others.length >= MOST_VIEWS) return refused("too_many_views", { max: MOST_VIEWS });
  await tx`
    insert into saved_views (id, workspace_id, owner_id, name, query, position)
    values (${viewId}, ${member.workspaceId}, ${ownerId}, ${name}, ${tx.json(input.query)}, ${others.length})
    on conflict (id) do update set owner_id = excluded.owner_id, name = excluded.name, query = excluded.query,
      deleted_at = null`;
  // The timeline of settings is everybody's: what is somebody's own is not told there.
  if (!personal) await recordSetting(ctx, "view_saved", before ? { name: before.name } : {}, { viewId, name });
  return DONE;
}

export async function deleteView(ctx: Context, input: Actions["view.delete"]): Promise<Outcome> {
  const before = await find(ctx, input.viewId);
  if (!before || (before.owner_id !== null && before.owner_id !== ctx.member.id)) {
    return refused("not_found", { what: "view" });
  }
  if (!mayEditView(ctx.member, before)) return FORBIDDEN;
  await ctx.tx`update saved_views set deleted_at = clock_timestamp() where id = ${input.viewId}`;
  if (before.owner_id === null) {
    await recordSetting(ctx, "view_deleted", { viewId: input.viewId, name: before.name }, {});
  }
  return DONE;
}

async function find(ctx: Context, id: string): Promise<View | undefined> {
  const [row] = await ctx.tx<View[]>`
    select owner_id, name from saved_views where id = ${id} and deleted_at is null`;
  return row;
}
