import type { Actions } from "@domain/action.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { denied, recordSetting } from "./allowed.ts";

/**
 * A custom field of tickets or of contacts (CFD-01). Its key, under which the values lie, is made once and survives
 * renaming; whose field it is stays as it was made.
 */
export async function saveField(ctx: Context, input: Actions["field.save"]): Promise<Outcome> {
  const no = denied(ctx, "fields.manage");
  if (no) return no;
  const { tx, member } = ctx;
  if (input.fieldType === "select" && input.options.length === 0) {
    return refused("bad_input", { field: "options", reason: "empty" });
  }
  // The pictures of an attendance are its messages.
  if (input.fieldType === "image" && input.scope !== "contact") {
    return refused("bad_input", { field: "fieldType", reason: "only fields of contacts hold images" });
  }
  const [taken] =
    await tx`select 1 from custom_fields where lower(name) = lower(${input.name}) and id <> ${input.fieldId} and deleted_at is null`;
  if (taken) return refused("name_taken", { field: "name", name: input.name });
  const [before] = await tx`
    select name, type, scope, options, at_closing from custom_fields where id = ${input.fieldId}`;
  const options = input.fieldType === "select" ? input.options : [];
  await tx`
    insert into custom_fields (id, workspace_id, key, name, type, scope, options, at_closing, position)
    values (${input.fieldId}, ${member.workspaceId}, ${
    "f_" + input.fieldId.replaceAll("-", "").slice(-12)
  }, ${input.name}, ${input.fieldType}, ${input.scope}, ${options}, ${input.atClosing ?? "none"},
      (select coalesce(max(position), 0) + 1 from custom_fields))
    on conflict (id) do update set name = excluded.name, type = excluded.type, options = excluded.options, at_closing = coalesce(${
    input.atClosing ?? null
  }, custom_fields.at_closing), deleted_at = null`;
  await recordSetting(ctx, "field_saved", before ?? {}, {
    fieldId: input.fieldId,
    name: input.name,
    type: input.fieldType,
    scope: before?.scope ?? input.scope,
    options,
    ...(input.atClosing ? { at_closing: input.atClosing } : {}),
  });
  return DONE;
}

export async function deleteField(ctx: Context, input: Actions["field.delete"]): Promise<Outcome> {
  const no = denied(ctx, "fields.manage");
  if (no) return no;
  const [before] = await ctx
    .tx`update custom_fields set deleted_at = clock_timestamp() where id = ${input.fieldId} and deleted_at is null returning name`;
  if (!before) return refused("not_found", { what: "field" });
  await recordSetting(ctx, "field_deleted", { fieldId: input.fieldId, ...before }, {});
  return DONE;
}
