import type { Actions, ActionType } from "@domain/action.ts";
import { placeTicket } from "./boards/place.ts";
import { archiveBoard, saveBoard } from "./boards/save.ts";
import { blockContact, unblockContact } from "./contacts/block.ts";
import { createContact } from "./contacts/create.ts";
import { erase } from "./contacts/erase.ts";
import { exportContacts, importBatch } from "./contacts/exchange.ts";
import { mergeContact, tellApart, unmergeContact } from "./contacts/merge.ts";
import { deleteObservation, saveObservation } from "./contacts/observe.ts";
import { removeContact } from "./contacts/remove.ts";
import { sanitizeContact } from "./contacts/sanitize.ts";
import { updateContact } from "./contacts/update.ts";
import type { Context, Outcome } from "./context.ts";
import { archive, restore } from "./inbox/archive.ts";
import { cancelScheduled, close } from "./inbox/close.ts";
import { exportConversation } from "./inbox/export.ts";
import { forwardToFlow } from "./inbox/forward_to_flow.ts";
import { internal } from "./inbox/internal.ts";
import { moveChannel } from "./inbox/move_channel.ts";
import { react, retry, settle } from "./inbox/message_state.ts";
import { pin } from "./inbox/pin.ts";
import { pause, resume, returnToQueue } from "./inbox/queue.ts";
import { open, read, unread } from "./inbox/read.ts";
import { reopen } from "./inbox/reopen.ts";
import { cancelSchedule, moveSchedule } from "./inbox/reschedule.ts";
import { saveSchedule } from "./inbox/schedule.ts";
import { send } from "./inbox/send.ts";
import { snooze, wake } from "./inbox/snooze.ts";
import { start } from "./inbox/start.ts";
import { tagMessage } from "./inbox/tag_message.ts";
import { take } from "./inbox/take.ts";
import { askForRating, sendProtocol } from "./inbox/tell_contact.ts";
import { transfer } from "./inbox/transfer.ts";
import { withdraw } from "./inbox/withdraw.ts";
import { saveAutomation } from "./settings/automation.ts";
import { deleteChoice, moveChoice, saveChoice } from "./settings/choices.ts";
import { deleteConnection, saveConnection, syncTemplates } from "./settings/connections.ts";
import { deleteDepartment, saveDepartment } from "./settings/departments.ts";
import { deleteField, saveField } from "./settings/fields.ts";
import { removeFlow, saveFlow } from "./settings/flows.ts";
import { deleteGalleryItem, saveGalleryItem } from "./settings/gallery.ts";
import { addGroup, removeGroup } from "./settings/groups.ts";
import { deleteMacro, saveMacro } from "./settings/macros.ts";
import { inviteMember, removeMember, updateMember, updateProfile } from "./settings/members.ts";
import { deleteReply, saveReply } from "./settings/quick_replies.ts";
import { deleteRole, saveRole } from "./settings/roles.ts";
import { deleteTag, saveTag } from "./settings/tags.ts";
import { createToken, revokeToken } from "./settings/tokens.ts";
import { deleteView, saveView } from "./settings/views.ts";
import { saveHours, updateWorkspace } from "./settings/workspace.ts";
import { follow } from "./teamwork/follow.ts";
import { clearNotifications, readNotifications } from "./teamwork/notifications.ts";

type Handlers = { [T in ActionType]: (ctx: Context, input: Actions[T]) => Promise<Outcome> };

/** Every action and what carries it out. */
export const HANDLERS = {
  "ticket.take": take,
  "ticket.transfer": transfer,
  "ticket.return": returnToQueue,
  "ticket.pause": pause,
  "ticket.resume": resume,
  "ticket.close": close,
  "ticket.cancel_closing": cancelScheduled,
  "ticket.archive": archive,
  "ticket.restore": restore,
  "ticket.ask_rating": askForRating,
  "ticket.send_protocol": sendProtocol,
  "ticket.forward_to_flow": forwardToFlow,
  "ticket.reopen": reopen,
  "ticket.open": open,
  "conversation.read": read,
  "conversation.unread": unread,
  "conversation.start": start,
  "conversation.pin": pin,
  "ticket.snooze": snooze,
  "ticket.wake": wake,
  "conversation.export": exportConversation,
  "schedule.save": saveSchedule,
  "schedule.move": moveSchedule,
  "schedule.cancel": cancelSchedule,
  "message.send": send,
  "message.internal": internal,
  "message.react": react,
  "message.tag": tagMessage,
  "message.retry": retry,
  "message.settle": settle,
  "action.withdraw": withdraw,
  "contact.create": createContact,
  "contact.update": updateContact,
  "contact.block": blockContact,
  "contact.unblock": unblockContact,
  "contact.delete": removeContact,
  "contact.sanitize": sanitizeContact,
  "contact.erase": erase,
  "contact.merge": mergeContact,
  "contact.unmerge": unmergeContact,
  "contact.apart": tellApart,
  "contact.import": importBatch,
  "contact.export": exportContacts,
  "observation.save": saveObservation,
  "observation.delete": deleteObservation,
  "ticket.follow": follow,
  "notification.read": readNotifications,
  "notification.clear": clearNotifications,
  "board.save": saveBoard,
  "board.archive": archiveBoard,
  "board.place": placeTicket,
  "macro.save": saveMacro,
  "macro.delete": deleteMacro,
  "workspace.update": updateWorkspace,
  "workspace.hours": saveHours,
  "department.save": saveDepartment,
  "department.delete": deleteDepartment,
  "tag.save": saveTag,
  "tag.delete": deleteTag,
  "field.save": saveField,
  "field.delete": deleteField,
  "ticket.move_channel": moveChannel,
  "choice.save": saveChoice,
  "choice.move": moveChoice,
  "choice.delete": deleteChoice,
  "flow.save": saveFlow,
  "flow.delete": removeFlow,
  "quickReply.save": saveReply,
  "quickReply.delete": deleteReply,
  "gallery.save": saveGalleryItem,
  "gallery.delete": deleteGalleryItem,
  "view.save": saveView,
  "view.delete": deleteView,
  "role.save": saveRole,
  "role.delete": deleteRole,
  "member.invite": inviteMember,
  "member.update": updateMember,
  "member.remove": removeMember,
  "profile.update": updateProfile,
  "connection.save": saveConnection,
  "connection.automation": saveAutomation,
  "connection.delete": deleteConnection,
  "connection.sync_templates": syncTemplates,
  "group.add": addGroup,
  "group.remove": removeGroup,
  "token.create": createToken,
  "token.revoke": revokeToken,
} satisfies Handlers;
