import type { Actions } from "@domain/action.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { denied, recordSetting } from "./allowed.ts";

export async function saveTag(ctx: Context, input: Actions["tag.save"]): Promise<Outcome> {
  const no = denied(ctx, "tags.manage");
  if (no) return no;
  const { tx, member } = ctx;
  const [taken] =
    await tx`select 1 from tags where lower(name) = lower(${input.name}) and id <> ${input.tagId} and deleted_at is null`;
  if (taken) return refused("name_taken", { field: "name", name: input.name });
  const [before] = await tx`select name from tags where id = ${input.tagId}`;
  await tx`
    insert into tags (id, workspace_id, name) values (${input.tagId}, ${member.workspaceId}, ${input.name})
    on conflict (id) do update set name = excluded.name, deleted_at = null`;
  await recordSetting(ctx, "tag_saved", before ?? {}, { tagId: input.tagId, name: input.name });
  return DONE;
}

/** Tickets keep the tag's id in their documents; it just shows nowhere any more. */
export async function deleteTag(ctx: Context, input: Actions["tag.delete"]): Promise<Outcome> {
  const no = denied(ctx, "tags.manage");
  if (no) return no;
  const [before] = await ctx
    .tx`update tags set deleted_at = clock_timestamp() where id = ${input.tagId} and deleted_at is null returning name`;
  if (!before) return refused("not_found", { what: "tag" });
  await recordSetting(ctx, "tag_deleted", { tagId: input.tagId, ...before }, {});
  return DONE;
}
