import { canUseBoards } from "@domain/board.ts";
import { can, type Permission } from "@domain/policy.ts";
import CalendarDays from "@lucide/svelte/icons/calendar-days";
import ContactRound from "@lucide/svelte/icons/contact-round";
import Inbox from "@lucide/svelte/icons/inbox";
import SquareKanban from "@lucide/svelte/icons/square-kanban";
import Settings from "@lucide/svelte/icons/settings";
import type { Me } from "#lib/live/desk_api.ts";
import { route } from "#lib/route.ts";
import type { IconComponent } from "#lib/ui/icon/icon.ts";
import { m } from "../../paraglide/messages.js";

export type Place = "inbox" | "boards" | "contacts" | "schedule" | "settings";
export type PlaceLink = { place: Place; href: string; name: string; icon: IconComponent; keys: string };

const MANAGING: Permission[] = [
  "tags.manage",
  "quickReplies.manage",
  "gallery.manage",
  "fields.manage",
  "flows.manage",
  "departments.manage",
  "members.manage",
  "connections.manage",
  "workspace.manage",
];

/** The places this member has, in the rail's order. Settings without a managing permission is the own profile only. */
export function placesOf(me: Me): PlaceLink[] {
  const mayManage = MANAGING.some((permission) => can(me.actor, permission));
  return [
    { place: "inbox", href: route.inbox(), name: m.inbox_tickets(), icon: Inbox, keys: "G A" },
    ...(canUseBoards(me.actor)
      ? [{ place: "boards" as const, href: route.boards(), name: m.boards_title(), icon: SquareKanban, keys: "G Q" }]
      : []),
    { place: "contacts", href: route.contacts(), name: m.contacts_title(), icon: ContactRound, keys: "G C" },
    { place: "schedule", href: route.schedule(), name: m.schedule_place(), icon: CalendarDays, keys: "G D" },
    ...(mayManage
      ? [{
        place: "settings" as const,
        href: route.settings(),
        name: m.inbox_place_settings(),
        icon: Settings,
        keys: "G S",
      }]
      : []),
  ];
}
