import type { Actions } from "@domain/action.ts";
import { MAX_MESSAGE_TAGS } from "@domain/message.ts";
import { canAnswer } from "@domain/policy.ts";
import { record } from "../../facts/record.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { aboutMessage, messageById } from "./message_state.ts";
import { conversationInSight } from "./ticket_access.ts";

/** TAG-03: puts a tag on a message or takes it off. What is so already stays so, without an event. */
export async function tagMessage(ctx: Context, input: Actions["message.tag"]): Promise<Outcome> {
  const { tx, member } = ctx;
  const message = await messageById(ctx, input.messageId);
  const conversation = message && await conversationInSight(ctx, message.conversation_id);
  if (!message || !conversation) return refused("not_found", { what: "message" });
  if (!canAnswer(member, conversation)) return refused("forbidden", { permission: "chat.answerOthers" });
  const [tag] = await tx<{ name: string }[]>`select name from tags where id = ${input.tagId} and deleted_at is null`;
  if (input.on && !tag) return refused("not_found", { what: "tag" });
  const [place] = await tx<{ tag_ids: string[] }[]>`select tag_ids from messages where id = ${message.id} for update`;
  const others = place!.tag_ids.filter((id) => id !== input.tagId);
  if ((others.length < place!.tag_ids.length) === input.on) return DONE;
  if (input.on && others.length >= MAX_MESSAGE_TAGS) {
    return refused("bad_input", { field: "tagId", reason: `no more than ${MAX_MESSAGE_TAGS} tags on a message` });
  }
  await tx`update messages set tag_ids = ${input.on ? [...others, input.tagId] : others} where id = ${message.id}`;
  const what = { tagId: input.tagId, name: tag?.name ?? "", messageId: message.id };
  const [type, before, after] = input.on ? ["tag_added", {}, what] as const : ["tag_removed", what, {}] as const;
  await record(tx, member.workspaceId, { kind: "member", id: member.id }, type, aboutMessage(message), before, after);
  return DONE;
}
