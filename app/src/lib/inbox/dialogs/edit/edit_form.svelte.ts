import { CHOICE_KINDS, type ChoiceKind } from "@domain/choice.ts";
import { toE164 } from "@domain/phone.ts";
import { can } from "@domain/policy.ts";
import { reachedBy } from "@domain/start.ts";
import { phone as shownPhone } from "#lib/i18n/phone.ts";
import { m } from "../../../../paraglide/messages.js";
import type { TicketView } from "../../page/ticket_view.svelte.ts";
import type { DocState } from "../../panel/doc_state.svelte.ts";

export type EditFault = "name" | "phone" | "email" | "place" | ChoiceKind;

/**
 * The ticket's edit form (CNV-12, CNV-13): what it began with, and on saving only what was changed — to the contact and
 * whoever attends as actions, to the card as edits of the document; all of it waits offline.
 */
export class EditForm {
  name = $state("");
  phone = $state("");
  email = $state("");
  chosen = $state<Record<ChoiceKind, string>>({ stage: "", type: "", demand: "" });
  tagIds = $state<string[]>([]);
  agentId = $state<string | null>(null);
  departmentId = $state<string | null>(null);
  tried = $state(false);

  constructor(readonly view: TicketView, readonly doc: DocState) {
    const { contact, ticket } = view;
    this.name = contact?.name ?? "";
    this.phone = contact?.phone ? shownPhone(contact.phone) : "";
    this.email = contact?.email ?? "";
    for (const kind of CHOICE_KINDS) this.chosen[kind] = doc.field(kind);
    this.tagIds = doc.tagIds;
    this.agentId = ticket?.agent_id ?? null;
    this.departmentId = ticket?.department_id ?? null;
  }

  kinds = $derived.by(() => CHOICE_KINDS.filter((kind) => this.view.desk.config.choices[kind].length > 0));
  /** By the phone or by e-mail: what its channel reaches the contact with is not optional. */
  reach = $derived.by(() => (this.view.conversation ? reachedBy(this.view.conversation.channel) : undefined));
  whyNotContact = $derived.by(() =>
    can(this.view.desk.me.actor, "contacts.edit") ? undefined : this.view.refusal("contacts.edit")
  );
  whyNotPlace = $derived.by(() =>
    this.view.ticket?.status === "closed" ? m.inbox_reason_closed() : this.view.refusal("chat.transfer")
  );
  whyNotCard = $derived.by(() => (this.view.document.ready ? undefined : m.inbox_reason_loading()));

  readonly #e164 = $derived.by(() => (this.phone.trim() === "" ? null : toE164(this.phone)));
  faults = $derived.by((): EditFault[] => {
    const { contact } = this.view;
    const faults: EditFault[] = [];
    if (this.name.trim() === "") faults.push("name");
    // Somebody whose number nobody knows (a user id of WhatsApp's) can be edited all the same.
    if (this.#e164 === undefined || (this.#e164 === null && this.reach === "phone" && contact?.phone)) {
      faults.push("phone");
    }
    if (this.email.trim() === "" ? this.reach === "email" : !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(this.email.trim())) {
      faults.push("email");
    }
    if (!this.whyNotCard) {
      for (const kind of ["stage", "type"] as const) {
        if (this.kinds.includes(kind) && this.chosen[kind] === "") faults.push(kind);
      }
    }
    const isMoved = this.#isMoved;
    if (isMoved && this.agentId === null && this.departmentId === null) faults.push("place");
    return faults;
  });
  fault(of: EditFault): boolean {
    return this.tried && this.faults.includes(of);
  }

  readonly #isMoved = $derived.by(() => {
    const { ticket } = this.view;
    return ticket !== undefined && !this.whyNotPlace &&
      (ticket.agent_id !== this.agentId || ticket.department_id !== this.departmentId);
  });

  /** Whether it was saved: with a fault the form says what is missing. */
  save(): boolean {
    this.tried = true;
    if (this.faults.length > 0) return false;
    this.#saveContact();
    this.#saveCard();
    const { desk, ticketId } = this.view;
    const { agentId, departmentId } = this;
    if (this.#isMoved) void desk.act({ type: "ticket.transfer", ticketId, agentId, departmentId });
    return true;
  }

  #saveContact(): void {
    const { contact, desk } = this.view;
    const phone = this.#e164;
    if (!contact || this.whyNotContact || phone === undefined) return;
    const change = {
      ...(this.name.trim() === contact.name ? {} : { name: this.name.trim() }),
      ...(this.email.trim() === (contact.email ?? "") ? {} : { email: this.email.trim() || null }),
      ...(phone === contact.phone ? {} : { phone }),
    };
    if (Object.keys(change).length > 0) void desk.act({ type: "contact.update", contactId: contact.id, ...change });
  }

  #saveCard(): void {
    if (this.whyNotCard) return;
    for (const kind of this.kinds) {
      if (this.chosen[kind] !== this.doc.field(kind)) this.doc.setField(kind, this.chosen[kind]);
    }
    const before = this.doc.tagIds;
    for (const id of before) if (!this.tagIds.includes(id)) this.doc.setTag(id, false);
    for (const id of this.tagIds) if (!before.includes(id)) this.doc.setTag(id, true);
  }
}
