import type { Actions } from "@domain/action.ts";
import type { Media } from "@domain/message.ts";
import { can } from "@domain/policy.ts";
import { mayEditReply, type ReplyPlace } from "@domain/quick_reply.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { storedMedia } from "../inbox/content.ts";
import { recordSetting } from "./allowed.ts";

type Reply = ReplyPlace & { shortcut: string; title: string; text: string };
const FORBIDDEN = refused("forbidden", { permission: "quickReplies.manage" });

/**
 * QRP-01 to QRP-04, X-15: everybody may keep own ones; shared ones need `quickReplies.manage`. An own one may be
 * published by who has it; what is shared stays shared, since others rely on it. `name_taken`: the shortcut stands
 * already where this one belongs.
 */
export async function saveReply(ctx: Context, input: Actions["quickReply.save"]): Promise<Outcome> {
  const { tx, member } = ctx;
  const { replyId, shortcut, title, personal } = input;
  const before = await find(ctx, replyId);
  if (before && before.owner_id !== null && before.owner_id !== member.id) {
    return refused("not_found", { what: "reply" });
  }
  if ((before && !mayEditReply(member, before)) || (!personal && !can(member, "quickReplies.manage"))) return FORBIDDEN;
  if (personal && before && before.owner_id === null) {
    return refused("bad_input", { field: "personal", reason: "shared already" });
  }
  const departmentId = personal ? null : input.departmentId;
  if (departmentId !== null && !await departmentThere(ctx, departmentId)) {
    return refused("not_found", { what: "department" });
  }
  const media = await filesOf(ctx, input.media);
  if (!Array.isArray(media)) return media;
  const text = input.text.trim();
  if (text === "" && media.length === 0) return refused("bad_input", { field: "text", reason: "empty" });
  const ownerId = personal ? member.id : null;
  const [taken] = await tx`
    select 1 from quick_replies where lower(shortcut) = lower(${shortcut}) and id <> ${replyId} and deleted_at is null
      and owner_id is not distinct from ${ownerId} and department_id is not distinct from ${departmentId}`;
  if (taken) return refused("name_taken", { field: "shortcut", name: shortcut });
  await tx`
    insert into quick_replies (id, workspace_id, owner_id, department_id, shortcut, title, text, media)
    values (${replyId}, ${member.workspaceId}, ${ownerId}, ${departmentId}, ${shortcut}, ${title}, ${text},
      ${tx.json(media as never)})
    on conflict (id) do update set owner_id = excluded.owner_id, department_id = excluded.department_id,
      shortcut = excluded.shortcut, title = excluded.title, text = excluded.text, media = excluded.media,
      deleted_at = null`;
  // The timeline of settings is everybody's: what is somebody's own is not told there.
  if (!personal) {
    await recordSetting(ctx, "quick_reply_saved", shown(before), { replyId, shortcut, title, text, departmentId });
  }
  return DONE;
}

export async function deleteReply(ctx: Context, input: Actions["quickReply.delete"]): Promise<Outcome> {
  const before = await find(ctx, input.replyId);
  if (!before || (before.owner_id !== null && before.owner_id !== ctx.member.id)) {
    return refused("not_found", { what: "reply" });
  }
  if (!mayEditReply(ctx.member, before)) return FORBIDDEN;
  await ctx.tx`update quick_replies set deleted_at = clock_timestamp() where id = ${input.replyId}`;
  if (before.owner_id === null) {
    await recordSetting(ctx, "quick_reply_deleted", { replyId: input.replyId, ...shown(before) }, {});
  }
  return DONE;
}

async function find(ctx: Context, id: string): Promise<Reply | undefined> {
  const [row] = await ctx.tx<Reply[]>`
    select owner_id, department_id, shortcut, title, text from quick_replies where id = ${id} and deleted_at is null`;
  return row;
}

/** What an own one said before it was published stays its owner's. */
function shown(before: Reply | undefined): Record<string, unknown> {
  if (!before || before.owner_id !== null) return {};
  const { shortcut, title, text, department_id: departmentId } = before;
  return { shortcut, title, text, departmentId };
}

export async function departmentThere(ctx: Context, id: string): Promise<boolean> {
  const [department] = await ctx.tx`select 1 from departments where id = ${id} and deleted_at is null`;
  return department !== undefined;
}

async function filesOf(ctx: Context, given: readonly Media[]): Promise<Media[] | Outcome> {
  const files: Media[] = [];
  for (const one of given) {
    const media = await storedMedia(ctx, one);
    if (!media) return refused("media_missing", { id: one.id });
    files.push(media);
  }
  return files;
}
