import Ban from "@lucide/svelte/icons/ban";
import CircleCheck from "@lucide/svelte/icons/circle-check";
import ContactRound from "@lucide/svelte/icons/contact-round";
import FileDown from "@lucide/svelte/icons/file-down";
import { goto } from "$app/navigation";
import type { Action } from "#lib/action.ts";
import { whyNotBlock } from "#lib/contacts/record/contact_actions.ts";
import { route } from "#lib/route.ts";
import { whyForbidden, whyNot } from "#lib/settings/access.ts";
import { m } from "../../../paraglide/messages.js";
import type { TicketView } from "./ticket_view.svelte.ts";

/** CTP-23, EXP-01, BLK-01, BLK-04: what can be done with the person behind the ticket. */
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
  const pdf: Action = {
    id: "extract_pdf",
    title: m.people_pdf(),
    icon: FileDown,
    group: "ticket",
    reason: whyNot(desk, "chat.export"),
    run: () => (view.dialog = "pdf"),
  };
  if (contact.blocked_at) {
    return [see, pdf, {
      id: "unblock",
      title: m.contacts_unblock(),
      icon: CircleCheck,
      group: "ticket",
      reason: whyForbidden(desk, "contacts.edit"),
      run: () => void desk.act({ type: "contact.unblock", contactId: contact.id }),
    }];
  }
  return [see, pdf, {
    id: "block",
    title: m.contacts_block(),
    icon: Ban,
    group: "ticket",
    reason: whyNotBlock(desk, [conversation]),
    run: () => (view.dialog = "block"),
  }];
}
