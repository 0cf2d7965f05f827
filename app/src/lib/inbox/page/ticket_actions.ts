import type { Action } from "#lib/action.ts";
import ArchiveRestore from "@lucide/svelte/icons/archive-restore";
import BellOff from "@lucide/svelte/icons/bell-off";
import BellPlus from "@lucide/svelte/icons/bell-plus";
import ArrowRightLeft from "@lucide/svelte/icons/arrow-right-left";
import CalendarClock from "@lucide/svelte/icons/calendar-clock";
import Check from "@lucide/svelte/icons/check";
import Contact from "@lucide/svelte/icons/contact";
import ContactRound from "@lucide/svelte/icons/contact-round";
import Eye from "@lucide/svelte/icons/eye";
import EyeOff from "@lucide/svelte/icons/eye-off";
import FileText from "@lucide/svelte/icons/file-text";
import Hand from "@lucide/svelte/icons/hand";
import Hash from "@lucide/svelte/icons/hash";
import Images from "@lucide/svelte/icons/images";
import ListChecks from "@lucide/svelte/icons/list-checks";
import Lock from "@lucide/svelte/icons/lock";
import NotebookPen from "@lucide/svelte/icons/notebook-pen";
import Pause from "@lucide/svelte/icons/pause";
import Play from "@lucide/svelte/icons/play";
import Reply from "@lucide/svelte/icons/reply";
import RotateCcw from "@lucide/svelte/icons/rotate-ccw";
import Search from "@lucide/svelte/icons/search";
import Star from "@lucide/svelte/icons/star";
import Sticker from "@lucide/svelte/icons/sticker";
import TimerOff from "@lucide/svelte/icons/timer-off";
import Trash2 from "@lucide/svelte/icons/trash-2";
import Undo2 from "@lucide/svelte/icons/undo-2";
import Video from "@lucide/svelte/icons/video";
import { CAPABILITIES } from "@domain/channel.ts";
import { isGroup } from "@domain/group.ts";
import { m } from "../../../paraglide/messages.js";
import { channelAction, editAction } from "./edit_action.ts";
import { listPlaceActions } from "./list_place_actions.ts";
import { personActions } from "./person_actions.ts";
import { toNote } from "./panel_choice.svelte.ts";
import { focusComposer } from "../composer/focus.ts";
import type { TicketView } from "./ticket_view.svelte.ts";

/** Everything that can be done with the open ticket; the menu, the keys and the palette all read this list. */
export function ticketActions(view: TicketView, leave: () => void): Action[] {
  const { ticket, conversation } = view;
  if (!ticket || !conversation) return [];
  const isClosed = ticket.status === "closed";
  const isPaused = ticket.status === "paused";
  const closed = isClosed ? m.inbox_reason_closed() : undefined;
  const inHand = ticket.status === "in_progress" || isPaused ? undefined : m.inbox_reason_not_in_hand();
  const action = (one: Omit<Action, "group">): Action => ({ ...one, group: "ticket" });

  const reply = action({
    id: "reply",
    title: m.inbox_action_reply(),
    icon: Reply,
    keys: "R",
    reason: closed,
    run() {
      view.mode = "reply";
      view.answering = true;
      focusComposer();
    },
  });
  const internal = action({
    id: "internal",
    title: m.inbox_action_internal(),
    icon: Lock,
    keys: "I",
    run() {
      view.mode = "internal";
      focusComposer();
    },
  });
  const take = action({
    id: "take",
    title: m.inbox_action_take(),
    icon: Hand,
    keys: "A",
    reason: view.refusal("chat.take"),
    run: () => view.take(),
  });
  const transfer = action({
    id: "transfer",
    title: m.inbox_action_transfer(),
    icon: ArrowRightLeft,
    keys: "T",
    // Who may close it may at least forward it to a flow (ASG-09).
    reason: closed ?? (view.flows.length > 0 ? undefined : view.refusal("chat.transfer")),
    run: () => (view.dialog = "transfer"),
  });
  const pause = action({
    id: "pause",
    title: isPaused ? m.inbox_action_resume() : m.inbox_action_pause(),
    icon: isPaused ? Play : Pause,
    keys: "P",
    reason: closed ?? inHand ?? view.refusal("chat.take"),
    run: () => view.pauseOrResume(),
  });
  const back = action({
    id: "return",
    title: m.inbox_action_return(),
    icon: Undo2,
    keys: "Q",
    reason: closed ?? inHand ?? view.refusal("chat.transfer"),
    run: () => view.returnToQueue(),
  });
  const close = action({
    id: "close",
    title: m.inbox_action_close(),
    icon: Check,
    keys: "E",
    reason: closed ?? view.refusal("chat.close"),
    run: () => (view.dialog = "close"),
  });
  const cancelClosing = action({
    id: "cancel_closing",
    title: m.inbox_action_cancel_closing(),
    icon: TimerOff,
    reason: view.refusal("chat.close"),
    run: () => (view.dialog = "cancel_closing"),
  });
  const isArchived = ticket.archived_at !== null;
  const archive = action({
    id: "archive",
    title: isArchived ? m.inbox_action_restore() : m.inbox_action_archive(),
    icon: isArchived ? ArchiveRestore : Trash2,
    reason: view.refusal("chat.archive"),
    run: () => view.archiveOrRestore(),
  });
  const question = view.desk.config.connections.get(ticket.connection_id)?.automation?.ratingQuestion;
  const rating = action({
    id: "ask_rating",
    title: m.inbox_action_ask_rating(),
    icon: Star,
    reason: question ? view.silence() : m.inbox_reason_no_question(),
    run: () => view.tell("ticket.ask_rating"),
  });
  const sendProtocol = action({
    id: "send_protocol",
    title: m.inbox_action_send_protocol(),
    icon: Hash,
    reason: view.silence(),
    run: () => view.tell("ticket.send_protocol"),
  });
  const reopen = [
    action({
      id: "reopen_mine",
      title: m.inbox_action_reopen_mine(),
      icon: RotateCcw,
      reason: view.refusal("chat.reopen"),
      run: () => view.reopen(true),
    }),
    action({
      id: "reopen",
      title: m.inbox_action_reopen(),
      icon: Undo2,
      reason: view.refusal("chat.reopen"),
      run: () => view.reopen(false),
    }),
  ];
  const isUnread = conversation.unread > 0;
  const unread = action({
    id: "unread",
    title: isUnread ? m.inbox_mark_read() : m.inbox_mark_unread(),
    icon: isUnread ? Eye : EyeOff,
    keys: "U",
    run() {
      if (isUnread) return view.markRead();
      view.markUnread();
      leave();
    },
  });
  const note = action({ id: "note", title: m.inbox_note(), icon: NotebookPen, keys: "B", run: toNote });
  const isFollowed = ticket.follower_ids.includes(view.desk.me.id);
  const follow = action({
    id: "follow",
    title: isFollowed ? m.inbox_action_unfollow() : m.inbox_action_follow(),
    icon: isFollowed ? BellOff : BellPlus,
    keys: "W",
    run: () => view.follow(!isFollowed),
  });
  const macros = action({
    id: "macros",
    title: m.inbox_macro_run(),
    icon: ListChecks,
    keys: "X",
    run: () => (view.dialog = "macros"),
  });
  const templates = action({
    id: "templates",
    title: m.inbox_action_templates(),
    icon: FileText,
    keys: "M",
    reason: closed,
    run: () => (view.dialog = view.dialog === "templates" ? null : "templates"),
  });
  const gallery = action({
    id: "gallery",
    title: m.inbox_action_gallery(),
    icon: Images,
    keys: "F",
    reason: closed,
    run: () => (view.dialog = view.dialog === "gallery" ? null : "gallery"),
  });
  const sticker = action({
    id: "sticker",
    title: m.inbox_action_sticker(),
    icon: Sticker,
    reason: view.silence(),
    run: () => (view.dialog = view.dialog === "stickers" ? null : "stickers"),
  });
  const card = action({
    id: "card",
    title: m.inbox_action_card(),
    icon: ContactRound,
    reason: view.silence(),
    run: () => (view.dialog = "card"),
  });
  const call = action({
    id: "video_call",
    title: m.inbox_action_call(),
    icon: Video,
    keys: "V",
    reason: view.noCall(),
    run: () => view.inviteToCall(),
  });
  const schedule = action({
    id: "schedule",
    title: m.schedule_action(),
    icon: CalendarClock,
    keys: "S",
    reason: view.mayAnswer ? (view.contact?.blocked_at ? m.inbox_bar_blocked() : undefined) : m.inbox_bar_not_yours(),
    run: () => (view.dialog = "schedule"),
  });
  const find = action({
    id: "find_in_thread",
    title: m.inbox_action_find_in_thread(),
    icon: Search,
    keys: "Ctrl F",
    whileTyping: true,
    run: () => (view.isSearching = true),
  });
  const contact = action({
    id: "contact",
    title: m.inbox_action_contact(),
    icon: Contact,
    run: () => (view.dialog = "contact"),
  });

  // a group is answered and kept an eye on; nothing of attending applies.
  if (isGroup(conversation)) {
    const writing = isClosed ? [] : [reply, internal, note, templates, gallery, sticker];
    return [...writing, unread, follow, ...listPlaceActions(view, leave), find];
  }
  return [
    ...(isClosed ? reopen : []),
    ...(view.isWaiting ? [take] : []),
    ...(isClosed ? [] : [reply]),
    internal,
    note,
    ...(isClosed ? [] : [transfer, channelAction(view), pause, back]),
    ...(CAPABILITIES[conversation.channel].templates && !isClosed ? [templates] : []),
    ...(isClosed ? [] : [gallery, sticker, card, call]),
    schedule,
    sendProtocol,
    rating,
    macros,
    unread,
    follow,
    ...listPlaceActions(view, leave),
    find,
    contact,
    ...(ticket.closing_at ? [cancelClosing] : []),
    ...personActions(view),
    editAction(view),
    ...(isClosed ? [] : [close]),
    archive,
  ];
}
