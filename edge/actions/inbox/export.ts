import type { Actions } from "@domain/action.ts";
import { can } from "@domain/policy.ts";
import { record } from "../../facts/record.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { conversationInSight } from "./ticket_access.ts";

/** EXP-01: a conversation leaves as a file, made from what the member may read anyway. Who took it is kept. */
export async function exportConversation(ctx: Context, input: Actions["conversation.export"]): Promise<Outcome> {
  const { tx, member } = ctx;
  if (!can(member, "chat.export")) return refused("forbidden", { permission: "chat.export" });
  const conversation = await conversationInSight(ctx, input.conversationId);
  if (!conversation) return refused("not_found", { what: "conversation" });
  const ticketId = input.ticketId ?? conversation.ticket_id;
  const about = { conversationId: conversation.id, ticketId, contactId: conversation.contact_id };
  const after = { whole: input.ticketId === undefined, internal: input.internal };
  const by = { kind: "member" as const, id: member.id };
  await record(tx, member.workspaceId, by, "conversation_exported", about, {}, after);
  return DONE;
}
