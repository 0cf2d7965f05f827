import { type TicketStatus, VIEWS } from "@domain/ticket.ts";
import type { Row } from "@domain/rows.ts";
import type { Action } from "#lib/action.ts";
import ArrowDown from "@lucide/svelte/icons/arrow-down";
import ArrowUp from "@lucide/svelte/icons/arrow-up";
import Bookmark from "@lucide/svelte/icons/bookmark";
import Inbox from "@lucide/svelte/icons/inbox";
import ListFilter from "@lucide/svelte/icons/list-filter";
import Search from "@lucide/svelte/icons/search";
import SquarePen from "@lucide/svelte/icons/square-pen";
import X from "@lucide/svelte/icons/x";
import { m } from "../../../paraglide/messages.js";
import type { ListState } from "../list/list_state.svelte.ts";
import { statusName, viewName } from "../words/status.ts";

type Doing = {
  list: ListState;
  saved: readonly Row<"saved_views">[];
  step: (by: 1 | -1) => void;
  search: () => void;
  start?: () => void;
  leave?: () => void;
};

const STATUSES: TicketStatus[] = ["waiting", "in_progress", "paused", "bot", "closed"];

/** Everything that can be done with the list. */
export function listActions({ list, saved, step, search, start, leave }: Doing): Action[] {
  const action = (one: Omit<Action, "group">): Action => ({ ...one, group: "list" });
  return [
    action({ id: "next", title: m.inbox_action_next(), icon: ArrowDown, keys: "J", run: () => step(1) }),
    action({ id: "previous", title: m.inbox_action_previous(), icon: ArrowUp, keys: "K", run: () => step(-1) }),
    action({ id: "search", title: m.inbox_action_search(), icon: Search, keys: "/", run: search }),
    ...(start ? [action({ id: "new", title: m.inbox_new_chat(), icon: SquarePen, keys: "N", run: start })] : []),
    ...VIEWS.map((view) =>
      action({
        id: `view_${view}`,
        title: m.inbox_action_view({ name: viewName(view) }),
        icon: Inbox,
        run: () => list.view(view),
      })
    ),
    ...saved.map(({ id, name, query }, at) =>
      action({
        id: `saved_${id}`,
        title: m.inbox_action_view({ name }),
        icon: Bookmark,
        ...(at < 9 ? { keys: `V ${at + 1}` } : {}),
        run: () => list.show(query),
      })
    ),
    ...STATUSES.map((status, at) =>
      action({
        id: `status_${status}`,
        title: m.inbox_action_filter({ name: statusName(status) }),
        icon: ListFilter,
        keys: String(at + 1),
        run: () => list.toggle(status),
      })
    ),
    action({ id: "status_all", title: m.inbox_action_all(), icon: ListFilter, keys: "0", run: () => list.clear() }),
    ...(leave ? [action({ id: "leave", title: m.inbox_action_leave(), icon: X, keys: "Escape", run: leave })] : []),
  ];
}
