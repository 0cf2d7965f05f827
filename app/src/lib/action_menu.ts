import type { MenuItem, MenuRow } from "#lib/ui/menu/menu_item.ts";
import type { Action } from "./action.ts";

export function menuRow({ title, icon, keys, reason, run }: Action): MenuRow {
  return { label: title, icon, onselect: run, ...(keys ? { kbd: keys } : {}), ...(reason ? { reason } : {}) };
}

/**
 * A menu of these, in their order. `starts`: for each further group the ids that may be its first, with a hairline before
 * whichever is there.
 */
export function menuRows(actions: readonly Action[], starts: readonly (readonly string[])[] = []): MenuItem[] {
  let group = -1;
  return actions.flatMap((action, at) => {
    const started = starts.findIndex((ids) => ids.includes(action.id));
    const isNew = started > group;
    if (isNew) group = started;
    return isNew && at > 0 ? ["separator" as const, menuRow(action)] : [menuRow(action)];
  });
}
