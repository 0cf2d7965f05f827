import type { Action, Actions } from "@domain/action.ts";
import type { Desk, WaitingAction } from "#lib/live/desk_api.ts";
import type { IconComponent } from "#lib/ui/icon/icon.ts";
import Ban from "@lucide/svelte/icons/ban";
import Archive from "@lucide/svelte/icons/archive";
import ArrowRightLeft from "@lucide/svelte/icons/arrow-right-left";
import BellPlus from "@lucide/svelte/icons/bell-plus";
import CalendarClock from "@lucide/svelte/icons/calendar-clock";
import FileText from "@lucide/svelte/icons/file-text";
import Hash from "@lucide/svelte/icons/hash";
import Lock from "@lucide/svelte/icons/lock";
import MessageSquarePlus from "@lucide/svelte/icons/message-square-plus";
import Paperclip from "@lucide/svelte/icons/paperclip";
import Pause from "@lucide/svelte/icons/pause";
import RotateCcw from "@lucide/svelte/icons/rotate-ccw";
import Send from "@lucide/svelte/icons/send-horizontal";
import Settings from "@lucide/svelte/icons/settings";
import Smile from "@lucide/svelte/icons/smile";
import Star from "@lucide/svelte/icons/star";
import Tag from "@lucide/svelte/icons/tag";
import Trash2 from "@lucide/svelte/icons/trash-2";
import StickyNote from "@lucide/svelte/icons/sticky-note";
import UserRound from "@lucide/svelte/icons/user-round";
import Workflow from "@lucide/svelte/icons/workflow";
import { kindName } from "../../inbox/words/preview.ts";
import { department, person } from "../../inbox/words/people.ts";
import { m } from "../../../paraglide/messages.js";

/** `title` marks the name with `<b>`; `detail` is what was written or chosen. */
export type QueueWords = { icon: IconComponent; title: string; detail: string };

/** A waiting action as its author would say it. */
export function queueWords(desk: Desk, { action, contact }: WaitingAction): QueueWords {
  const name = contact?.name ?? m.inbox_queue_nobody();
  switch (action.type) {
    case "message.send":
      return messageWords(action, name);
    case "message.internal":
      return { icon: Lock, title: m.inbox_queue_internal({ name }), detail: action.text || fileName(action) };
    case "ticket.take":
      return { icon: UserRound, title: m.inbox_queue_take({ name }), detail: "" };
    case "ticket.transfer":
      return { icon: ArrowRightLeft, title: m.inbox_queue_transfer({ name }), detail: target(desk, action) };
    case "ticket.return":
      return { icon: ArrowRightLeft, title: m.inbox_queue_return({ name }), detail: "" };
    case "ticket.pause":
      return { icon: Pause, title: m.inbox_queue_pause({ name }), detail: "" };
    case "ticket.resume":
      return { icon: RotateCcw, title: m.inbox_queue_resume({ name }), detail: "" };
    case "ticket.close": {
      const title = action.after === undefined ? m.inbox_queue_close({ name }) : m.inbox_queue_schedule({ name });
      return { icon: Archive, title, detail: action.message };
    }
    case "ticket.cancel_closing":
      return { icon: RotateCcw, title: m.inbox_queue_cancel_closing({ name }), detail: "" };
    case "ticket.archive":
      return { icon: Trash2, title: m.inbox_queue_archive({ name }), detail: "" };
    case "ticket.restore":
      return { icon: RotateCcw, title: m.inbox_queue_restore({ name }), detail: "" };
    case "ticket.ask_rating":
      return { icon: Star, title: m.inbox_queue_ask_rating({ name }), detail: "" };
    case "ticket.send_protocol":
      return { icon: Hash, title: m.inbox_queue_send_protocol({ name }), detail: "" };
    case "ticket.forward_to_flow":
      return { icon: Workflow, title: m.inbox_queue_flow({ name }), detail: flowName(desk, action.flowId) };
    case "ticket.move_channel": {
      const to = desk.config.connections.get(action.connectionId)?.name ?? "";
      return { icon: ArrowRightLeft, title: m.inbox_queue_transfer({ name }), detail: m.inbox_queue_to({ to }) };
    }
    case "ticket.reopen":
      return { icon: RotateCcw, title: m.inbox_queue_reopen({ name }), detail: "" };
    case "ticket.follow":
      return {
        icon: BellPlus,
        title: action.on ? m.inbox_queue_follow({ name }) : m.inbox_queue_unfollow({ name }),
        detail: "",
      };
    case "conversation.start":
      return { icon: MessageSquarePlus, title: m.inbox_queue_start({ name: started(action, name) }), detail: "" };
    case "contact.update":
      return { icon: UserRound, title: m.inbox_queue_contact({ name }), detail: contactChange(action) };
    case "contact.create":
      return { icon: UserRound, title: m.inbox_queue_contact_new({ name: action.name }), detail: action.phone ?? "" };
    case "contact.block":
      return { icon: Ban, title: m.inbox_queue_contact_block({ name }), detail: "" };
    case "contact.unblock":
      return { icon: Ban, title: m.inbox_queue_contact_unblock({ name }), detail: "" };
    case "observation.save":
      return { icon: StickyNote, title: m.inbox_queue_observation({ name }), detail: action.text };
    case "observation.delete":
      return { icon: StickyNote, title: m.inbox_queue_observation_delete({ name }), detail: "" };
    case "message.react":
      return { icon: Smile, title: m.inbox_queue_react({ name }), detail: action.emoji };
    case "message.tag":
      return { icon: Tag, title: m.inbox_queue_tag({ name }), detail: desk.config.tags.get(action.tagId)?.name ?? "" };
    case "schedule.save":
      return { icon: CalendarClock, title: m.inbox_queue_schedule({ name }), detail: action.text };
    case "schedule.move":
      return { icon: CalendarClock, title: m.inbox_queue_schedule_move({ name }), detail: "" };
    case "schedule.cancel":
      return { icon: CalendarClock, title: m.inbox_queue_schedule_cancel({ name }), detail: "" };
    case "message.retry":
      return { icon: Send, title: m.inbox_queue_retry({ name }), detail: "" };
    default:
      return { icon: Settings, title: m.inbox_queue_other(), detail: "" };
  }
}

function messageWords(action: Actions["message.send"], name: string): QueueWords {
  if (action.template) return { icon: FileText, title: m.inbox_queue_template({ name }), detail: action.text };
  if (!action.media) return { icon: Send, title: m.inbox_queue_message({ name }), detail: action.text };
  const kind = kindName(action.media.kind);
  return { icon: Paperclip, title: m.inbox_queue_file({ kind, name }), detail: action.text || fileName(action) };
}

/** A recording has no name worth reading. */
function fileName({ media }: Actions["message.send"] | Actions["message.internal"]): string {
  return media && !media.voice ? media.name : "";
}

function target(desk: Desk, { agentId, departmentId }: Actions["ticket.transfer"]): string {
  const places = [agentId ? person(desk, agentId).first : "", departmentId ? department(desk, departmentId).name : ""];
  return m.inbox_queue_to({ to: places.filter(Boolean).join(", ") });
}

function flowName(desk: Desk, flowId: string): string {
  return desk.config.flows.find((one) => one.id === flowId)?.name ?? "";
}

function started({ contact }: Actions["conversation.start"], known: string): string {
  return "newId" in contact ? contact.name : known;
}

/** The words that were typed; what is on or off says nothing by itself. */
function contactChange(action: Extract<Action, { type: "contact.update" }>): string {
  const { name, email, phone, cpf, rg, customerCode, address, fields, extra } = action;
  return [name, email, phone, cpf, rg, customerCode, address, ...Object.values({ ...fields, ...extra })]
    .filter(Boolean).join(", ");
}
