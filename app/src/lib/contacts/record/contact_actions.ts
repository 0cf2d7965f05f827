import Ban from "@lucide/svelte/icons/ban";
import CircleCheck from "@lucide/svelte/icons/circle-check";
import Eraser from "@lucide/svelte/icons/eraser";
import Merge from "@lucide/svelte/icons/merge";
import MessageCircle from "@lucide/svelte/icons/message-circle";
import ShieldUser from "@lucide/svelte/icons/shield-user";
import Trash2 from "@lucide/svelte/icons/trash-2";
import { mayBlock } from "@domain/contact.ts";
import { can } from "@domain/policy.ts";
import type { Row } from "@domain/rows.ts";
import type { Action } from "#lib/action.ts";
import type { Desk, Person } from "#lib/live/desk_api.ts";
import { whyForbidden, whyNot, whyOffline } from "#lib/settings/access.ts";
import { m } from "../../../paraglide/messages.js";

export type ContactDialog = "start" | "block" | "delete" | "merge" | "sanitize" | "privacy" | null;

/** The contact's tickets that are open now, where this member sees them: one a connection. */
export function openTicketsOf(person: Pick<Person, "tickets">): Row<"tickets">[] {
  return person.tickets.filter((ticket) => ticket.status !== "closed");
}

/**
 * Why this contact cannot be blocked now (BLK-03); undefined when it can. Where no conversation is in sight the server
 * decides: there may be one that only others see.
 */
export function whyNotBlock(desk: Desk, conversations: Person["conversations"]): string | undefined {
  const isLate = conversations.length > 0 && !mayBlock(conversations, true, desk.now);
  return whyForbidden(desk, "contacts.edit") ?? (isLate ? m.contacts_block_late() : undefined);
}

/** What can be done with a contact: the record's buttons, its menu, the keys and the palette read this list. */
export function contactActions(
  desk: Desk,
  person: Person,
  go: { ticket: (id: string) => void; dialog: (which: ContactDialog) => void },
): Action[] {
  const { contact } = person;
  if (!contact) return [];
  const action = (one: Omit<Action, "group">): Action => ({ ...one, group: "ticket" });
  const [open] = openTicketsOf(person);
  const isBlocked = contact.blocked_at !== null;
  const reachable = contact.phone !== null || person.identities.some((one) => one.kind === "wa_user");
  return [
    open
      ? action({
        id: "contact_start",
        title: m.contacts_open_ticket(),
        icon: MessageCircle,
        keys: "R",
        run: () => go.ticket(open.id),
      })
      : action({
        id: "contact_start",
        title: m.contacts_start(),
        icon: MessageCircle,
        keys: "R",
        reason: isBlocked
          ? m.contacts_reason_blocked()
          : reachable
          ? whyForbidden(desk, "chat.start")
          : m.contacts_reason_address(),
        run: () => go.dialog("start"),
      }),
    isBlocked
      ? action({
        id: "contact_unblock",
        title: m.contacts_unblock(),
        icon: CircleCheck,
        keys: "B",
        reason: whyForbidden(desk, "contacts.edit"),
        run: () => void desk.act({ type: "contact.unblock", contactId: contact.id }),
      })
      : action({
        id: "contact_block",
        title: m.contacts_block(),
        icon: Ban,
        keys: "B",
        reason: whyNotBlock(desk, person.conversations),
        run: () => go.dialog("block"),
      }),
    ...(can(desk.me.actor, "contacts.merge")
      ? [action({
        id: "contact_merge",
        title: m.people_merge(),
        icon: Merge,
        reason: whyOffline(desk),
        run: () => go.dialog("merge"),
      })]
      : []),
    ...(can(desk.me.actor, "contacts.edit") && can(desk.me.actor, "chat.manageOthers")
      ? [action({
        id: "contact_sanitize",
        title: m.people_sanitize(),
        icon: Eraser,
        reason: whyNot(desk, "chat.close"),
        run: () => go.dialog("sanitize"),
      })]
      : []),
    ...(can(desk.me.actor, "contacts.erase")
      ? [action({
        id: "contact_privacy",
        title: m.people_privacy(),
        icon: ShieldUser,
        reason: whyOffline(desk),
        run: () => go.dialog("privacy"),
      })]
      : []),
    ...(can(desk.me.actor, "contacts.delete")
      ? [action({
        id: "contact_delete",
        title: m.contacts_delete(),
        icon: Trash2,
        reason: isBlocked ? m.contacts_delete_blocked() : open ? m.contacts_delete_open() : undefined,
        run: () => go.dialog("delete"),
      })]
      : []),
  ];
}
