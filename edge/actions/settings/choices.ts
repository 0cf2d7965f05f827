import type { Actions } from "@domain/action.ts";
import { MAX_CHOICES } from "@domain/choice.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { denied, recordSetting } from "./allowed.ts";

/** STS-08, STA-06, CTP-16: a status, type or demand. A new one goes to the end of its list. */
export async function saveChoice(ctx: Context, input: Actions["choice.save"]): Promise<Outcome> {
  const no = denied(ctx, "fields.manage");
  if (no) return no;
  const { tx, member } = ctx;
  const { choiceId, name, colour } = input;
  const [before] = await tx<{ kind: string; name: string; colour: number; there: boolean }[]>`
    select kind, name, colour, deleted_at is null as there from choices where id = ${choiceId} for update`;
  const kind = before?.kind ?? input.kind;
  const [taken] = await tx`
    select 1 from choices where kind = ${kind} and lower(name) = lower(${name}) and id <> ${choiceId} and deleted_at is null`;
  if (taken) return refused("name_taken", { field: "name", name });
  if (!before?.there) {
    const [list] = await tx<{ count: number }[]>`
      select count(*)::int as count from choices where kind = ${kind} and deleted_at is null`;
    if (list!.count >= MAX_CHOICES) return refused("too_large", { limit: MAX_CHOICES });
  }
  await tx`
    insert into choices (id, workspace_id, kind, name, colour, position)
    values (${choiceId}, ${member.workspaceId}, ${kind}, ${name}, ${colour},
      (select coalesce(max(position), 0) + 1 from choices where kind = ${kind}))
    on conflict (id) do update set name = excluded.name, colour = excluded.colour, deleted_at = null`;
  const was = before ? { name: before.name, colour: before.colour } : {};
  await recordSetting(ctx, "choice_saved", was, { choiceId, kind, name, colour });
  return DONE;
}

/** Puts it before another one of its list, or at the end; the rest keeps its order. */
export async function moveChoice(ctx: Context, input: Actions["choice.move"]): Promise<Outcome> {
  const no = denied(ctx, "fields.manage");
  if (no) return no;
  const { tx } = ctx;
  const list = await tx<{ id: string; kind: string; name: string }[]>`
    select id, kind, name from choices where deleted_at is null
      and kind = (select kind from choices where id = ${input.choiceId} and deleted_at is null)
    order by position, id for update`;
  const moved = list.find((one) => one.id === input.choiceId);
  if (!moved) return refused("not_found", { what: "choice" });
  const others = list.filter((one) => one !== moved);
  const at = input.before === null ? others.length : others.findIndex((one) => one.id === input.before);
  if (at < 0) return refused("not_found", { what: "choice" });
  const order = others.toSpliced(at, 0, moved);
  for (const [position, { id }] of order.entries()) {
    await tx`update choices set position = ${position + 1} where id = ${id} and position <> ${position + 1}`;
  }
  await recordSetting(ctx, "choice_saved", { position: list.indexOf(moved) }, {
    choiceId: moved.id,
    kind: moved.kind,
    name: moved.name,
    position: at,
  });
  return DONE;
}

/** Tickets keep its id in their documents; it just shows nowhere any more. */
export async function deleteChoice(ctx: Context, input: Actions["choice.delete"]): Promise<Outcome> {
  const no = denied(ctx, "fields.manage");
  if (no) return no;
  const [before] = await ctx.tx`
    update choices set deleted_at = clock_timestamp() where id = ${input.choiceId} and deleted_at is null
    returning kind, name`;
  if (!before) return refused("not_found", { what: "choice" });
  await recordSetting(ctx, "choice_deleted", { choiceId: input.choiceId, ...before }, {});
  return DONE;
}
