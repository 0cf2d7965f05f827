import type { ActionType } from "@domain/action.ts";
import { SILENT } from "@domain/silent.ts";
import { newId } from "@domain/ids.ts";
import type { Ids } from "../harness/second_workspace.ts";
import type { World } from "../harness/world.ts";

/** Every action, aimed at the other workspace with every id it takes. */
export function aimed(world: World, ids: Ids): [ActionType, Record<string, unknown>][] {
  const id = newId();
  const content = () => ({ messageId: newId(), text: "x" });
  const member = { memberId: ids.member, name: "X", departmentIds: [] };
  const place = { connectionId: world.connectionId, departmentId: null, conversationId: newId(), ticketId: newId() };
  const observation = { observationId: ids.observation, contactId: ids.contact };
  const connection = {
    channel: "whatsapp",
    name: "X",
    departmentId: null,
    isDefault: false,
    settings: { ...world.meta.settings, phoneNumberId: "31415" },
  };
  const reply = { shortcut: "x", title: "X", text: "x", media: [], departmentId: null, personal: false };
  const macro = { name: "X", steps: [{ kind: "take" as const }], departmentId: null, personal: false };
  const file = { id: ids.media, kind: "document" as const, mime: "text/plain", name: "x", size: 7 };
  const item = { name: "X", folder: "", departmentId: null, media: file };
  const dueAt = new Date(Date.now() + 3_600_000).toISOString();
  const later = { dueAt, text: "x", ifClosed: "send" as const, repeat: "none" as const };
  return [
    ["ticket.take", { ticketId: ids.ticket }],
    ["ticket.transfer", { ticketId: ids.ticket, agentId: world.admin.memberId, departmentId: null }],
    ["ticket.return", { ticketId: ids.ticket }],
    ["ticket.pause", { ticketId: ids.ticket }],
    ["ticket.resume", { ticketId: ids.ticket }],
    ["ticket.close", { ticketId: ids.ticket, message: "x" }],
    ["ticket.cancel_closing", { ticketId: ids.ticket }],
    ["ticket.archive", { ticketId: ids.ticket }],
    ["ticket.restore", { ticketId: ids.ticket }],
    ["ticket.ask_rating", { ticketId: ids.ticket, messageId: id }],
    ["ticket.send_protocol", { ticketId: ids.ticket, messageId: id }],
    ["ticket.forward_to_flow", { ticketId: ids.ticket, flowId: ids.flow }],
    ["ticket.reopen", { ticketId: ids.ticket, assume: true }],
    ["ticket.open", { ticketId: ids.ticket, peek: false }],
    ["conversation.read", { conversationId: ids.conversation, messageId: ids.message }],
    ["conversation.unread", { conversationId: ids.conversation }],
    ["conversation.pin", { conversationId: ids.conversation, pinned: true }],
    ["ticket.snooze", { ticketId: ids.ticket, until: dueAt }],
    ["ticket.wake", { ticketId: ids.ticket }],
    ["view.save", { viewId: ids.view, name: "X", query: { view: "todos", sort: "newest" }, personal: true }],
    ["view.delete", { viewId: ids.view }],
    ["message.send", { ...content(), conversationId: ids.conversation, seen: null }],
    ["message.internal", { ...content(), conversationId: ids.conversation }],
    ["message.react", { messageId: ids.message, emoji: "👍" }],
    ["message.tag", { messageId: ids.message, tagId: newId(), on: true }],
    ["message.retry", { messageId: ids.message }],
    ["message.settle", { messageId: ids.message }],
    ["conversation.start", { ...place, contact: { id: ids.contact } }],
    ["conversation.start", {
      ...place,
      connectionId: ids.connection,
      contact: { newId: newId(), name: "x", phone: "31 95555-0001", foreign: false },
    }],
    ["conversation.start", {
      ...place,
      ticketId: ids.ticket,
      contact: { newId: newId(), name: "x", phone: "31 95555-0002", foreign: false },
    }],
    ["conversation.start", {
      ...place,
      conversationId: ids.conversation,
      contact: { newId: newId(), name: "x", phone: "31 95555-0003", foreign: false },
    }],
    ["conversation.start", {
      ...place,
      contact: { newId: ids.contact, name: "x", phone: "31 95555-0004", foreign: false },
    }],
    ["contact.create", { contactId: ids.contact, name: "X", phone: null, email: null }],
    ["contact.update", { contactId: ids.contact, name: "X" }],
    ["contact.block", { contactId: ids.contact }],
    ["contact.unblock", { contactId: ids.contact }],
    ["contact.delete", { contactId: ids.contact }],
    ["contact.merge", { contactId: ids.contact, otherId: newId(), mergeId: newId(), take: [] }],
    ["contact.merge", { contactId: newId(), otherId: ids.contact, mergeId: newId(), take: [] }],
    ["contact.unmerge", { mergeId: ids.merge }],
    ["contact.apart", { contactId: ids.contact, otherId: newId() }],
    ["contact.sanitize", { contactId: ids.contact }],
    ["contact.erase", { contactId: ids.contact, name: "SEGREDO" }],
    ["conversation.export", { conversationId: ids.conversation, internal: true }],
    ["observation.save", { ...observation, text: "X", dueDate: null, forwardTo: null }],
    ["observation.delete", observation],
    ["contact.update", { contactId: ids.contact, name: "X" }],
    ["department.save", { departmentId: ids.department, name: "X", colour: 1, greeting: "" }],
    ["department.delete", { departmentId: ids.department }],
    ["tag.save", { tagId: ids.tag, name: "X" }],
    ["tag.delete", { tagId: ids.tag }],
    ["field.save", { fieldId: ids.field, name: "X", fieldType: "text", options: [] }],
    ["field.delete", { fieldId: ids.field }],
    ["flow.save", { flowId: ids.flow, name: "X", colour: 1, active: true, steps: [{ id, kind: "text", text: "X" }] }],
    ["flow.delete", { flowId: ids.flow }],
    ["quickReply.save", { ...reply, replyId: ids.reply }],
    ["quickReply.save", { ...reply, replyId: newId(), departmentId: ids.department }],
    ["quickReply.save", { ...reply, replyId: newId(), media: [file] }],
    ["quickReply.delete", { replyId: ids.reply }],
    ["gallery.save", { ...item, itemId: ids.galleryItem }],
    ["gallery.save", { ...item, itemId: newId(), departmentId: ids.department }],
    ["gallery.save", { ...item, itemId: newId() }],
    ["gallery.delete", { itemId: ids.galleryItem }],
    ["ticket.move_channel", {
      ticketId: ids.ticket,
      connectionId: world.connectionId,
      conversationId: newId(),
      newTicketId: newId(),
    }],
    ["choice.save", { choiceId: ids.choice, kind: "stage", name: "X", colour: 1 }],
    ["choice.move", { choiceId: ids.choice, before: null }],
    ["choice.delete", { choiceId: ids.choice }],
    ["conversation.start", {
      ...place,
      contact: { newId: newId(), name: "x", phone: "31 95555-0003", foreign: false },
      stage: ids.choice,
    }],
    ["conversation.start", {
      ...place,
      contact: { newId: newId(), name: "x", phone: "31 95555-0004", foreign: false },
      tagIds: [ids.tag],
    }],
    ["conversation.start", {
      ...place,
      contact: { newId: newId(), name: "x", phone: "31 95555-0005", foreign: false },
      as: "told",
      message: { messageId: newId(), text: "", template: { templateId: ids.template, values: [] } },
    }],
    ["schedule.save", { ...later, scheduleId: newId(), conversationId: ids.conversation }],
    ["schedule.move", { scheduleId: ids.schedule, conversationId: ids.conversation, dueAt: later.dueAt }],
    ["schedule.cancel", { scheduleId: ids.schedule, conversationId: ids.conversation }],
    ["role.save", { roleId: ids.role, name: "X", permissions: [] }],
    ["role.delete", { roleId: ids.role }],
    ["member.invite", { ...member, email: "n@beira.test", roleId: world.roles.agent }],
    ["member.invite", { ...member, memberId: newId(), email: "n@beira.test", roleId: ids.role }],
    ["member.invite", { ...member, memberId: newId(), email: "DONA@outra.test", roleId: world.roles.agent }],
    ["member.update", { ...member, roleId: world.roles.agent }],
    ["member.update", { ...member, memberId: world.admin.memberId, roleId: ids.role }],
    ["member.remove", { memberId: ids.member }],
    ["connection.save", { ...connection, connectionId: ids.connection }],
    ["connection.save", { ...connection, connectionId: newId(), departmentId: ids.department }],
    ["connection.save", {
      ...connection,
      connectionId: newId(),
      settings: { ...connection.settings, phoneNumberId: "999" },
    }],
    ["connection.automation", { connectionId: ids.connection, automation: SILENT }],
    ["connection.delete", { connectionId: ids.connection }],
    ["connection.sync_templates", { connectionId: ids.connection }],
    ["token.create", { tokenId: ids.token, name: "X" }],
    ["token.revoke", { tokenId: ids.token }],
    ["group.add", { groupId: ids.group, departmentId: null }],
    ["group.remove", { groupId: ids.group }],
    ["ticket.follow", { ticketId: ids.ticket, on: true }],
    ["notification.read", { notificationIds: [ids.notification] }],
    ["notification.clear", { notificationIds: [ids.notification] }],
    ["macro.save", { ...macro, macroId: ids.macro }],
    ["macro.save", { ...macro, macroId: newId(), departmentId: ids.department }],
    ["macro.delete", { macroId: ids.macro }],
    ["board.save", { boardId: ids.board, name: "X", kind: "kanban" }],
    ["board.archive", { boardId: ids.board, archived: true }],
    ["board.place", { boardId: ids.board, ticketId: ids.ticket, columnId: null }],
  ];
}
