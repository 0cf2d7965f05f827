import type { MenuRow } from "#lib/ui/menu/menu_item.ts";
import { m } from "../../paraglide/messages.js";

/** What the menu of most rows offers; `reason` says why it cannot be done now. */
export function editRow(onselect: () => void, reason?: string): MenuRow {
  return { label: m.settings_edit(), ...(reason ? { reason } : {}), onselect };
}
export function deleteRow(onselect: () => void, reason?: string): MenuRow {
  return { label: m.settings_delete(), danger: true, ...(reason ? { reason } : {}), onselect };
}
