import Ban from "@lucide/svelte/icons/ban";
import CircleCheck from "@lucide/svelte/icons/circle-check";
import ContactRound from "@lucide/svelte/icons/contact-round";
import { goto } from "$app/navigation";
import type { Action } from "#lib/action.ts";
import { whyNotBlock } from "#lib/contacts/record/contact_actions.ts";
import { route } from "#lib/route.ts";
import { whyForbidden } from "#lib/settings/access.ts";
import { m } from "../../../paraglide/messages.js";
import type { TicketView } from "./ticket_view.svelte.ts";

/** CTP-23, BLK-01, BLK-04: what can be done with the person behind the ticket. */
export function personActions(view: TicketView): Action[] {
  const { contact, conversation, desk } = view;
  if (!contact || !conversation) return [];
  const see: Action = {
    id: "contact_record",
    title: m.contacts_see(),
    icon: ContactRound,
    group: "ticket",
    run: () => void goto(route.contacts(contact.id)),
  };
  if (contact.blocked_at) {
    return [see, {
      id: "unblock",
      title: m.contacts_unblock(),
      icon: CircleCheck,
      group: "ticket",
      reason: whyForbidden(desk, "contacts.edit"),
      run: () => void desk.act({ type: "contact.unblock", contactId: contact.id }),
    }];
  }
  return [see, {
    id: "block",
    title: m.contacts_block(),
    icon: Ban,
    group: "ticket",
    reason: whyNotBlock(desk, [conversation]),
    run: () => (view.dialog = "block"),
  }];
}
