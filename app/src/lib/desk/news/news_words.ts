import type { Desk, NotificationItem } from "#lib/live/desk_api.ts";
import { m } from "../../../paraglide/messages.js";
import { firstName, person } from "../../inbox/words/people.ts";

/** What happened, with who did it in `<b>`. */
export function newsTitle(desk: Desk, item: NotificationItem): string {
  const name = item.actor_id ? person(desk, item.actor_id).first : firstName(item.contact?.name ?? "");
  const isSystem = item.actor_id === null;
  switch (item.kind) {
    case "mention":
      return m.inbox_news_mention({ name });
    case "note":
      return m.inbox_news_note({ name });
    case "assigned":
      return isSystem ? m.inbox_news_assigned_auto() : m.inbox_news_assigned({ name });
    case "reply":
      return item.count > 1 ? m.inbox_news_reply_many({ name, count: item.count }) : m.inbox_news_reply({ name });
    case "answered":
      return m.inbox_news_answered({ name });
    case "closed":
      return isSystem ? m.inbox_news_closed_auto() : m.inbox_news_closed({ name });
  }
}
