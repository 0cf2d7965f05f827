import type { Actions } from "@domain/action.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { conversationInSight } from "./ticket_access.ts";

/** INB-15: a member's own; nothing of it is told in the timeline. */
export async function pin(ctx: Context, input: Actions["conversation.pin"]): Promise<Outcome> {
  const conversation = await conversationInSight(ctx, input.conversationId);
  if (!conversation) return refused("not_found", { what: "conversation" });
  const { id } = ctx.member;
  await ctx.tx`
    update conversations set pinned_by = case when ${input.pinned} then array_append(pinned_by, ${id}::uuid)
      else array_remove(pinned_by, ${id}::uuid) end
    where id = ${conversation.id} and (${id} = any(pinned_by)) <> ${input.pinned}`;
  return DONE;
}
