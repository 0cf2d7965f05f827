/** The thread as it is drawn: days, groups of one author, albums, collapsed lines of the system. Pure. */
import type { Row } from "@domain/rows.ts";
import type { ThreadMessage } from "#lib/live/thread_api.ts";

/** One bubble, or several photos sent together. */
export type Bubble = { key: string; messages: [ThreadMessage, ...ThreadMessage[]] };
/** Who wrote in a group of WhatsApp. */
export type Sender = { id: string | null; name: string };
export type ThreadItem =
  | { kind: "day"; key: string; at: string }
  | { kind: "unread"; key: string }
  | { kind: "system"; key: string; events: Row<"events">[]; at: string }
  /** STA-09: how an attendance that somebody began was opened. */
  | { kind: "card"; key: string; event: Row<"events"> }
  | {
    kind: "group";
    key: string;
    side: "in" | "out" | "internal";
    memberId: string | null;
    sender: Sender | null;
    bubbles: Bubble[];
  };

/** What a line in the thread tells; the whole timeline is in the panel. */
const TOLD = new Set([
  "ticket_opened",
  "ticket_taken",
  "ticket_transferred",
  "ticket_returned",
  "ticket_paused",
  "ticket_resumed",
  "ticket_closed",
  "closing_scheduled",
  "closing_cancelled",
  "ticket_archived",
  "ticket_restored",
  "rating_skipped",
  "rating_given",
  "inactivity_noticed",
  "ticket_forwarded_to_flow",
  "ticket_reopened",
  "closing_message_skipped",
  "flow_stopped",
  "group_added",
  "group_removed",
]);
const GROUP_GAP = 10 * 60_000;
const ALBUM_GAP = 60_000;

/**
 * @param dayOf the calendar day of a moment in the workspace's time zone
 * @param hasOlder earlier messages exist that are not here
 * @param firstUnread id of the first message nobody of the team had read when the ticket was opened
 */
export function threadItems(
  messages: readonly ThreadMessage[],
  events: readonly Row<"events">[],
  dayOf: (at: string) => string,
  firstUnread?: string,
  hasOlder = false,
): ThreadItem[] {
  const items: ThreadItem[] = [];
  let day = "";
  const told = events.filter((event) => TOLD.has(event.type)).toSorted((a, b) =>
    a.at.localeCompare(b.at) || a.id.localeCompare(b.id)
  );
  const oldest = messages[0]?.created_at ?? "";
  // Events of messages that are not loaded yet stay out, but for the few just above the first one (opened, taken).
  const older = told.filter((event) => event.at < oldest).length;
  let next = hasOlder ? older : Math.max(0, older - 5);

  const startDay = (at: string) => {
    const its = dayOf(at);
    if (its === day) return;
    day = its;
    items.push({ kind: "day", key: `day-${its}`, at });
  };
  const tell = (until: string | undefined) => {
    for (let event = told[next]; event && (until === undefined || event.at < until); event = told[++next]) {
      startDay(event.at);
      const last = items.at(-1);
      if (event.type === "ticket_opened" && event.after["card"]) {
        items.push({ kind: "card", key: `event-${event.id}`, event });
      } else if (last?.kind === "system") {
        last.events.push(event);
        last.at = event.at;
      } else items.push({ kind: "system", key: `event-${event.id}`, events: [event], at: event.at });
    }
  };

  for (const message of messages) {
    tell(message.created_at);
    startDay(message.created_at);
    if (message.id === firstUnread) items.push({ kind: "unread", key: "unread" });
    place(items, message);
  }
  tell(undefined);
  return items;
}

function place(items: ThreadItem[], message: ThreadMessage): void {
  const side = message.direction === "in" ? "in" : message.direction === "internal" ? "internal" : "out";
  const last = items.at(-1);
  const before = last?.kind === "group" ? last.bubbles.at(-1)?.messages.at(-1) : undefined;
  const joins = last?.kind === "group" && before !== undefined && last.side === side &&
    last.memberId === message.member_id && before.sender_id === message.sender_id &&
    gap(before, message) < GROUP_GAP && side !== "internal";
  const bubble: Bubble = { key: message.id, messages: [message] };
  if (!joins || last?.kind !== "group") {
    const { member_id: memberId, sender_id, sender_name } = message;
    const sender = sender_name === null ? null : { id: sender_id, name: sender_name };
    items.push({ kind: "group", key: `group-${message.id}`, side, memberId, sender, bubbles: [bubble] });
  } else if (before && inAlbum(before, message)) {
    last.bubbles.at(-1)?.messages.push(message);
  } else last.bubbles.push(bubble);
}

/** Photos one after the other are one album; a caption ends it, as its author wrote it under the last. */
function inAlbum(before: ThreadMessage, message: ThreadMessage): boolean {
  const isPhoto = (one: ThreadMessage) =>
    one.kind === "image" && one.media !== null && one.status !== "failed" && one.local !== "held";
  return isPhoto(before) && isPhoto(message) && before.body === "" && gap(before, message) <= ALBUM_GAP &&
    before.local === message.local && message.quote_id === null;
}

function gap(before: ThreadMessage, message: ThreadMessage): number {
  return Date.parse(message.created_at) - Date.parse(before.created_at);
}
