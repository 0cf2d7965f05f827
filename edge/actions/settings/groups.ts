import type { Actions } from "@domain/action.ts";
import { CAPABILITIES, type Channel } from "@domain/channel.ts";
import { groupNumber } from "@domain/group.ts";
import { newId } from "@domain/ids.ts";
import { type ConversationFact, lockConversation, ticketById } from "../../facts/conversation.ts";
import { groupById, type GroupFact } from "../../facts/group.ts";
import { record } from "../../facts/record.ts";
import { openTicket, saveState } from "../../facts/ticket.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { denied } from "./allowed.ts";

/**
 * CHN-15: the group's thread, in nobody's hand and in the department's sight. It has one ticket, which carries the draft,
 * the note and the tags and stands open while the group is added (X-32). Refused: `forbidden`, `not_found`,
 * `group_removed` when the provider has no such group any more.
 */
export async function addGroup(ctx: Context, input: Actions["group.add"]): Promise<Outcome> {
  const no = denied(ctx, "connections.manage");
  if (no) return no;
  const { tx, member } = ctx;
  const group = await groupById(tx, input.groupId);
  if (!group) return refused("not_found", { what: "group" });
  if (group.gone_at !== null) return refused("group_removed");
  const { departmentId } = input;
  if (departmentId !== null) {
    const [department] = await tx`select id from departments where id = ${departmentId} and deleted_at is null`;
    if (!department) return refused("not_found", { what: "department" });
  }
  await tx`
    update groups set added_at = coalesce(added_at, clock_timestamp()), added_by = coalesce(added_by, ${member.id})
    where id = ${group.id}`;
  const conversation = await threadOf(ctx, group);
  const state = { status: "in_progress" as const, agent_id: null, department_id: departmentId };
  const by = { kind: "member" as const, id: member.id };
  const ticket = conversation.ticket_id ? await ticketById(tx, conversation.ticket_id) : undefined;
  if (!ticket) {
    await openTicket(tx, member.workspaceId, conversation, { state, by, event: "group_added" });
    return DONE;
  }
  if (ticket.status !== "closed" && ticket.department_id === departmentId) return DONE;
  await saveState(tx, ticket, { ...ticket, ...state }, null);
  const event = ticket.status === "closed" ? "group_added" : "ticket_transferred";
  const before = { status: ticket.status, agent_id: null, department_id: ticket.department_id };
  await record(tx, member.workspaceId, by, event, about(conversation), before, state);
  return DONE;
}

/** What was written stays readable by its address; nothing comes in or leaves until it is added again. */
export async function removeGroup(ctx: Context, input: Actions["group.remove"]): Promise<Outcome> {
  const no = denied(ctx, "connections.manage");
  if (no) return no;
  const { tx, member } = ctx;
  const group = await groupById(tx, input.groupId);
  if (!group || group.added_at === null || group.conversation_id === null) {
    return refused("not_found", { what: "group" });
  }
  await tx`update groups set added_at = null, added_by = null where id = ${group.id}`;
  const conversation = (await lockConversation(tx, group.conversation_id))!;
  const ticket = (await ticketById(tx, conversation.ticket_id!))!;
  await saveState(tx, ticket, { ...ticket, status: "closed", department_id: null }, member.id);
  await tx`update conversations set unread = 0 where id = ${conversation.id}`;
  const by = { kind: "member" as const, id: member.id };
  await record(tx, member.workspaceId, by, "group_removed", about(conversation));
  return DONE;
}

async function threadOf(ctx: Context, group: GroupFact): Promise<ConversationFact> {
  const { tx, member } = ctx;
  if (group.conversation_id !== null) return (await lockConversation(tx, group.conversation_id))!;
  const [connection] = await tx<
    { channel: Channel }[]
  >`select channel from connections where id = ${group.connection_id}`;
  const { channel } = connection!;
  const id = newId();
  await tx`
    insert into conversations (id, workspace_id, group_id, group_name, connection_id, channel, has_window)
    values (${id}, ${member.workspaceId}, ${group.id}, ${group.name || `Grupo ${groupNumber(group.provider_id)}`},
      ${group.connection_id}, ${channel}, ${CAPABILITIES[channel].hasWindow})`;
  return (await lockConversation(tx, id))!;
}

function about(conversation: ConversationFact) {
  return { conversationId: conversation.id, ticketId: conversation.ticket_id };
}
