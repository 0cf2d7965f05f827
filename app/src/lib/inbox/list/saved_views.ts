import type { Row } from "@domain/rows.ts";
import { mayEditView } from "@domain/view.ts";
import type { ViewQuery } from "@domain/view_query.ts";
import type { Desk, ListQuery } from "#lib/live/desk_api.ts";
import type { MenuItem } from "#lib/ui/menu/menu_item.ts";
import { toasts } from "#lib/ui/toast/toasts.svelte.ts";
import BookmarkPlus from "@lucide/svelte/icons/bookmark-plus";
import Trash2 from "@lucide/svelte/icons/trash-2";
import { m } from "../../../paraglide/messages.js";
import type { ListState } from "./list_state.svelte.ts";
import type { ViewCounts } from "./view_counts.svelte.ts";

/** What is asked, without what is not: comparable, and what a saved view keeps. */
export function kept(query: ListQuery): ViewQuery {
  const { view, status, search, departmentId, agentId, connectionId, tagId, unreadOnly, sort } = query;
  const { stageId, typeId, demandId } = query;
  const ticket = { status, departmentId, agentId, connectionId, tagId, stageId, typeId, demandId };
  return JSON.parse(JSON.stringify({ view, search, ...ticket, unreadOnly, sort }));
}

/** The saved view that shows now. */
export function shownView(desk: Desk, query: ListQuery): Row<"saved_views"> | undefined {
  const now = JSON.stringify(kept(query));
  return desk.config.views.find((one) => JSON.stringify(kept(one.query)) === now);
}

/** The part of the views' menu that people made themselves; the team's come first. */
export function savedItems(desk: Desk, list: ListState, counts: ViewCounts, onsave: () => void): MenuItem[] {
  const shown = shownView(desk, list.list.query);
  const items = desk.config.views.map((one): MenuItem => {
    const count = counts.of(one.id);
    const item = { label: one.name, on: one.id === shown?.id, onselect: () => list.show(one.query) };
    return count === undefined ? item : { ...item, count };
  });
  return [
    ...(items.length > 0 ? ["separator" as const, ...items] : []),
    "separator",
    ...(shown
      ? mayEditView(desk.me.actor, shown)
        ? [{ label: m.inbox_view_delete({ name: shown.name }), icon: Trash2, onselect: () => void remove(desk, shown) }]
        : []
      : [{ label: m.inbox_view_save(), icon: BookmarkPlus, onselect: onsave }]),
  ];
}

async function remove(desk: Desk, view: Row<"saved_views">): Promise<void> {
  const { id: viewId, name, query, owner_id } = view;
  const done = await desk.actNow({ type: "view.delete", viewId });
  if (!done.ok) return;
  toasts.undoable({
    text: m.inbox_view_deleted({ name }),
    undo: () => void desk.actNow({ type: "view.save", viewId, name, query, personal: owner_id !== null }),
  });
}
