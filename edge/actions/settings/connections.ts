import type { Actions } from "@domain/action.ts";
import { channelOf } from "../../channels/registry.ts";
import { conversationsWithQueue } from "../../facts/queued.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { denied, isDuplicate, recordSetting } from "./allowed.ts";

/** Creates or changes a connection. Secrets left out stay as they are: an expired token is all one pastes (CHN-14). */
export async function saveConnection(ctx: Context, input: Actions["connection.save"]): Promise<Outcome> {
  const no = denied(ctx, "connections.manage");
  if (no) return no;
  const { tx, member } = ctx;
  const [before] = await tx<
    { channel: string; name: string; settings: Record<string, string>; secrets: Uint8Array | null }[]
  >`
    select channel, name, settings, secrets from connections where id = ${input.connectionId} and deleted_at is null`;
  if (before && before.channel !== input.channel) {
    return refused("bad_input", { field: "channel", reason: "a connection keeps its channel" });
  }
  if (input.departmentId !== null) {
    const [department] = await tx`select id from departments where id = ${input.departmentId} and deleted_at is null`;
    if (!department) return refused("not_found", { what: "department" });
  }
  const previous = before &&
    { public: before.settings, secrets: before.secrets ? await ctx.seal.open(before.secrets) : {} };
  const parsed = channelOf(input.channel).settings.parse(input.settings, previous);
  if (!parsed.ok) return refused("bad_input", { field: `settings.${parsed.field}`, reason: parsed.reason });
  const sealed = await ctx.seal.seal(parsed.secrets);
  try {
    await tx.savepoint(async (point) => {
      if (input.isDefault) {
        await point`update connections set is_default = false where channel = ${input.channel} and id <> ${input.connectionId} and is_default`;
      }
      await point`
        insert into connections (id, workspace_id, channel, name, address, status, department_id, is_default, settings, secrets, provider_key)
        values (${input.connectionId}, ${member.workspaceId}, ${input.channel}, ${input.name}, ${parsed.address}, 'active', ${input.departmentId},
          ${input.isDefault}, ${point.json(parsed.public)}, ${sealed}, ${parsed.public.phoneNumberId ?? null})
        on conflict (id) do update set name = excluded.name, address = excluded.address, status = 'active', department_id = excluded.department_id,
          is_default = excluded.is_default, settings = excluded.settings, secrets = excluded.secrets, provider_key = excluded.provider_key, deleted_at = null`;
    });
  } catch (error) {
    // Another connection, perhaps another workspace's, answers for this number already.
    if (isDuplicate(error, "connections_provider_key")) {
      return refused("name_taken", { field: "settings.phoneNumberId", name: parsed.public.phoneNumberId ?? "" });
    }
    throw error;
  }
  await recordSetting(ctx, "connection_saved", before ? { name: before.name } : {}, {
    connectionId: input.connectionId,
    channel: input.channel,
    name: input.name,
  });
  // What waited for a new token leaves now.
  for (const conversationId of await conversationsWithQueue(tx, input.connectionId)) {
    await ctx.enqueue("deliver", { workspaceId: member.workspaceId, conversationId });
  }
  if (input.channel === "whatsapp") {
    await ctx.enqueue("sync_templates", { workspaceId: member.workspaceId, connectionId: input.connectionId });
  }
  return DONE;
}

/** Its conversations stay, read-only; new messages of the provider are answered 404. */
export async function deleteConnection(ctx: Context, input: Actions["connection.delete"]): Promise<Outcome> {
  const no = denied(ctx, "connections.manage");
  if (no) return no;
  const [before] = await ctx.tx`
    update connections set deleted_at = clock_timestamp(), status = 'off', secrets = null where id = ${input.connectionId} and deleted_at is null returning name, channel`;
  if (!before) return refused("not_found", { what: "connection" });
  await recordSetting(ctx, "connection_deleted", { connectionId: input.connectionId, ...before }, {});
  return DONE;
}

export async function syncTemplates(ctx: Context, input: Actions["connection.sync_templates"]): Promise<Outcome> {
  const no = denied(ctx, "connections.manage");
  if (no) return no;
  const [connection] = await ctx.tx`select id from connections where id = ${input.connectionId} and deleted_at is null`;
  if (!connection) return refused("not_found", { what: "connection" });
  await ctx.enqueue("sync_templates", { workspaceId: ctx.member.workspaceId, connectionId: input.connectionId });
  return DONE;
}
