import type { Actions } from "@domain/action.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { storedMedia } from "../inbox/content.ts";
import { denied, recordSetting } from "./allowed.ts";
import { departmentThere } from "./quick_replies.ts";

/** GAL-02, GAL-06: puts a file into the gallery, or changes its name, folder, department or the file itself. */
export async function saveGalleryItem(ctx: Context, input: Actions["gallery.save"]): Promise<Outcome> {
  const no = denied(ctx, "gallery.manage");
  if (no) return no;
  const { tx, member } = ctx;
  const { itemId, name, folder, departmentId } = input;
  if (departmentId !== null && !await departmentThere(ctx, departmentId)) {
    return refused("not_found", { what: "department" });
  }
  const media = await storedMedia(ctx, input.media);
  if (!media) return refused("media_missing", { id: input.media.id });
  const [before] =
    await tx`select name, folder, department_id as "departmentId" from gallery_items where id = ${itemId}`;
  await tx`
    insert into gallery_items (id, workspace_id, department_id, folder, name, media)
    values (${itemId}, ${member.workspaceId}, ${departmentId}, ${folder}, ${name}, ${tx.json(media as never)})
    on conflict (id) do update set department_id = excluded.department_id, folder = excluded.folder,
      name = excluded.name, media = excluded.media, deleted_at = null`;
  await recordSetting(ctx, "gallery_item_saved", before ?? {}, { itemId, name, folder, departmentId });
  return DONE;
}

/** What was sent of it stays where it was sent. */
export async function deleteGalleryItem(ctx: Context, input: Actions["gallery.delete"]): Promise<Outcome> {
  const no = denied(ctx, "gallery.manage");
  if (no) return no;
  const [before] = await ctx.tx`
    update gallery_items set deleted_at = clock_timestamp() where id = ${input.itemId} and deleted_at is null
    returning name, folder`;
  if (!before) return refused("not_found", { what: "gallery_item" });
  await recordSetting(ctx, "gallery_item_deleted", { itemId: input.itemId, ...before }, {});
  return DONE;
}
