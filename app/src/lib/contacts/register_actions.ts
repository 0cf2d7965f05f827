import { can } from "@domain/policy.ts";
import type { Action } from "#lib/action.ts";
import type { Desk } from "#lib/live/desk_api.ts";
import { whyOffline } from "#lib/settings/access.ts";
import Copy from "@lucide/svelte/icons/copy";
import Download from "@lucide/svelte/icons/download";
import Upload from "@lucide/svelte/icons/upload";
import { m } from "../../paraglide/messages.js";

export type RegisterDialog = "duplicates" | "import" | "export" | null;

/** What can be done with all contacts together: the head's menu and the palette read this list. */
export function registerActions(desk: Desk, show: (which: RegisterDialog) => void): Action[] {
  const reason = whyOffline(desk);
  const action = (one: Omit<Action, "group" | "reason">): Action => ({ ...one, group: "list", reason });
  return [
    ...(can(desk.me.actor, "contacts.import")
      ? [action({ id: "contacts_import", title: m.people_import(), icon: Upload, run: () => show("import") })]
      : []),
    ...(can(desk.me.actor, "contacts.export")
      ? [action({ id: "contacts_export", title: m.people_export(), icon: Download, run: () => show("export") })]
      : []),
    ...(can(desk.me.actor, "contacts.merge")
      ? [action({
        id: "contacts_duplicates",
        title: m.people_duplicates(),
        icon: Copy,
        run: () => show("duplicates"),
      })]
      : []),
  ];
}
