/**
 * Everything lists need, in memory: configuration, contacts, conversations and tickets as the server told them, with
 * the pending actions laid over. Answers windows of a list in a few milliseconds with 100,000 conversations, because
 * the search text is folded once and the orders follow single changes instead of being sorted again.
 */
import type { RowsEvent } from "@domain/feed.ts";
import type { Actor } from "@domain/policy.ts";
import type { Row, Rows } from "@domain/rows.ts";
import { CONFIG_TABLES } from "@domain/tables.ts";
import { ContactBook } from "./contact_book.ts";
import { fold, phoneForms } from "@domain/fold.ts";
import { asContact } from "./group_contact.ts";
import type { Entry } from "./list_query.ts";
import { Lists } from "./lists.ts";
import type { ConfigRows, MemoryTable } from "./mirrored.ts";
import { LinkedRows } from "./linked_rows.ts";
import { add } from "./memory_tables.ts";
import { overlayPlace, type Place } from "./overlay.ts";
import { overlayContact, overlayObservations } from "./overlay_contact.ts";
import type { Pending } from "./overlay_messages.ts";
import { overlayNotifications } from "./overlay_notifications.ts";
import { overlayScheduled, type Scheduled } from "./overlay_scheduled.ts";
import { Snoozed } from "./snoozed.ts";

/** What a batch of rows changed, for those who show it. */
export type Touched = { config: boolean; conversations: Set<string>; notifications?: boolean };
/** A pending action with what it belongs to. */
export type PlacedPending = Pending & { conversationId: string | undefined; contactId: string | undefined };

const NOTHING: readonly PlacedPending[] = [];

export class Mirror {
  readonly lists = new Lists();
  readonly contactBook = new ContactBook({
    ids: () => [...this.#rows.tables.contacts.keys(), ...this.#pendingContacts.keys()],
    contact: (id) => this.contact(id),
    folded: (contact) => this.foldedContact(contact),
    conversations: (id) => this.conversationsOfContact(id),
    isPending: (id) => this.#pendingContacts.get(id)?.some((one) => !one.held && !one.quiet) ?? false,
  });
  readonly #me: Actor;
  readonly #rows = new LinkedRows();
  /** Folded name and numbers of a contact: conversations change far more often than people's names. */
  #foldedContacts = new Map<string, string>();
  #pending = new Map<string, PlacedPending[]>();
  #pendingContacts = new Map<string, PlacedPending[]>();
  #pendingAll: readonly PlacedPending[] = NOTHING;
  /** Conversations whose entry is not made anew yet. */
  #dirty = new Set<string>();
  readonly #snoozed = new Snoozed();
  #stamp = 0;

  constructor(me: Actor) {
    this.#me = me;
  }

  /** The member with the role and departments of now, else as at sign-in. */
  get actor(): Actor {
    const member = this.#rows.tables.members.get(this.#me.id);
    const role = member && this.#rows.tables.roles.get(member.role_id);
    if (!member || !role) return this.#me;
    return { id: member.id, permissions: role.permissions, departmentIds: member.department_ids };
  }

  get<T extends MemoryTable>(table: T, id: string): Rows[T] | undefined {
    return this.#rows.tables[table].get(id);
  }
  all<T extends MemoryTable>(table: T): Rows[T][] {
    return [...this.#rows.tables[table].values()];
  }
  config(): ConfigRows {
    return Object.fromEntries(CONFIG_TABLES.map((table) => [table, this.all(table)])) as ConfigRows;
  }

  /** Puts rows in place; deleted ones go. Rows of paged tables only tell which conversation they touch. */
  apply(event: RowsEvent): Touched {
    const touched: Touched = { config: false, conversations: new Set() };
    this.#rows.put(event);
    switch (event.table) {
      case "messages":
      case "ticket_notes":
      case "scheduled_messages":
        for (const row of event.rows) touched.conversations.add(row.conversation_id);
        break;
      case "events":
        for (const row of event.rows) if (row.conversation_id) touched.conversations.add(row.conversation_id);
        break;
      case "contacts":
        for (const row of event.rows) this.#touchContact(row.id, touched);
        break;
      case "contact_identities":
      case "observations":
        for (const row of event.rows) this.#touchContact(row.contact_id, touched);
        break;
      case "notifications":
        touched.notifications = true;
        break;
      case "conversations":
        for (const row of event.rows) {
          if (row.contact_id) this.contactBook.touch(row.contact_id);
          // A group may be called otherwise now.
          if (row.group_id) this.#foldedContacts.delete(row.group_id);
          this.#touch(row.id, touched);
        }
        break;
      case "tickets":
        for (const row of event.rows) this.#touch(row.conversation_id, touched);
        break;
      default:
        touched.config = true;
    }
    return touched;
  }

  /** Conversations that left this member's sight, with everything that hangs on them. */
  drop(conversationIds: readonly string[]): void {
    for (const id of conversationIds) {
      const row = this.#rows.drop(id);
      if (row?.contact_id) this.contactBook.touch(row.contact_id);
      this.#dirty.add(id);
    }
  }

  clear(): void {
    this.#rows.clear();
    this.#foldedContacts.clear();
    this.#dirty.clear();
    this.lists.clear();
    this.contactBook.clear();
    // What was started here and is not at the server yet lives in no table.
    for (const id of this.#pending.keys()) this.#dirty.add(id);
  }

  /** Replaces the pending actions, in order. Answers the conversations whose look may have changed. */
  setPending(pending: readonly PlacedPending[]): Set<string> {
    const touched: Touched = { config: false, conversations: new Set() };
    for (const id of this.#pending.keys()) this.#touch(id, touched);
    for (const id of this.#pendingContacts.keys()) this.#touchContact(id, touched);
    this.#pending.clear();
    this.#pendingContacts.clear();
    this.#pendingAll = pending;
    for (const one of pending) {
      if (one.conversationId !== undefined) {
        add(this.#pending, one.conversationId, one);
        this.#touch(one.conversationId, touched);
      }
      if (one.contactId !== undefined) {
        add(this.#pendingContacts, one.contactId, one);
        this.#touchContact(one.contactId, touched);
      }
    }
    return touched.conversations;
  }

  get pendingAll(): readonly PlacedPending[] {
    return this.#pendingAll;
  }
  pendingOf(conversationId: string): readonly PlacedPending[] {
    return this.#pending.get(conversationId) ?? NOTHING;
  }

  /** Brings the lists up to date; call before reading them. */
  refresh(): void {
    if (this.#dirty.size === 0) return;
    const changes: [string, Entry | undefined][] = [];
    for (const id of this.#dirty) changes.push([id, this.#makeEntry(id)]);
    this.#dirty.clear();
    this.lists.change(changes);
  }

  /** A conversation, its latest ticket and its contact (a group as one), overlaid. */
  place(conversationId: string): Place {
    const conversation = this.#rows.tables.conversations.get(conversationId);
    const pending = this.pendingOf(conversationId);
    const start = pending.find(({ action, held }) => action.type === "conversation.start" && !held)?.action;
    const contactId = conversation?.contact_id ??
      (start?.type === "conversation.start" && "id" in start.contact ? start.contact.id : undefined);
    const ticket = conversation?.ticket_id ? this.#rows.tables.tickets.get(conversation.ticket_id) : undefined;
    const contact = (conversation && asContact(conversation)) ?? this.contact(contactId);
    return overlayPlace({ conversation, ticket, contact }, pending, this.#me.id);
  }

  contact(id: string | undefined): Row<"contacts"> | undefined {
    return id === undefined
      ? undefined
      : overlayContact(this.#rows.tables.contacts.get(id), this.#pendingContacts.get(id) ?? NOTHING, this.#me.id);
  }
  identities(contactId: string): Row<"contact_identities">[] {
    return this.#rows.identities(contactId);
  }
  /** Newest first, with what waits laid over. */
  observations(contactId: string): Row<"observations">[] {
    return overlayObservations(
      this.#rows.observations(contactId),
      this.#pendingContacts.get(contactId) ?? NOTHING,
      this.#me.id,
    );
  }

  /** A contact's tickets over all its conversations, newest first; the conversation's own overlaid. */
  ticketsOfContact(contactId: string, latest: Row<"tickets"> | undefined): Row<"tickets">[] {
    const found = new Map<string, Row<"tickets">>();
    for (const conversationId of this.#rows.conversationIds(contactId)) {
      for (const row of this.#rows.tickets(conversationId)) found.set(row.id, row);
    }
    if (latest) found.set(latest.id, latest);
    return [...found.values()].sort((a, b) => Date.parse(b.opened_at) - Date.parse(a.opened_at));
  }

  /** Those this member sees. */
  conversationsOfContact(contactId: string): Row<"conversations">[] {
    return this.#rows.conversations(contactId);
  }

  /** What is scheduled in a conversation (in all without one), pending changes laid over, the soonest first. */
  scheduled(conversationId?: string): Scheduled[] {
    const ids = conversationId === undefined
      ? new Set([...this.#rows.scheduledIn(), ...this.#pending.keys()])
      : [conversationId];
    const all = [...ids].flatMap((id) =>
      overlayScheduled(this.#rows.scheduled(id), this.pendingOf(id), {
        me: this.#me.id,
        contactId: this.place(id).contact?.id,
      })
    );
    return all.sort((a, b) => Date.parse(a.due_at) - Date.parse(b.due_at));
  }

  /** What I am told, newest first, with what I have seen or cleared laid over. */
  notifications = (): Row<"notifications">[] => overlayNotifications(this.all("notifications"), this.#pendingAll);

  conversationOf(ticketId: string): string | undefined {
    const row = this.#rows.tables.tickets.get(ticketId);
    if (row) return row.conversation_id;
    for (const pending of this.#pending.values()) {
      for (const { action } of pending) {
        if (action.type === "conversation.start" && action.ticketId === ticketId) return action.conversationId;
      }
    }
    return undefined;
  }

  /** Brings back what was put away until now, also when no server says so. Answers whether anything was. */
  readonly wake = (now: number): boolean => this.#snoozed.due(now).map((id) => this.#dirty.add(id)).length > 0;

  #makeEntry(id: string): Entry | undefined {
    const { conversation, ticket, contact } = this.#snoozed.awake(id, this.place(id), Date.now());
    if (!conversation || !ticket || !contact) return undefined;
    const pending = this.pendingOf(id);
    const held = pending.reduce((sum, one) => sum + (one.held ? 1 : 0), 0);
    const openedAt = Date.parse(ticket.opened_at);
    return {
      id,
      conversation,
      ticket,
      contact,
      pending: pending.some((one) => !one.held && !one.quiet),
      held,
      stamp: ++this.#stamp,
      pinned: conversation.pinned_by.includes(this.#me.id),
      lastAt: conversation.last_message_at === null ? openedAt : Date.parse(conversation.last_message_at),
      openedAt,
      waitingAt: conversation.waiting_since === null ? Infinity : Date.parse(conversation.waiting_since),
      folded: `${this.foldedContact(contact)}\n${this.#protocols(id, ticket)}`,
    };
  }

  /** Name and numbers as searches compare them. */
  foldedContact(contact: Row<"contacts">): string {
    const known = this.#foldedContacts.get(contact.id);
    if (known !== undefined) return known;
    const numbers = new Set(contact.phone ? [phoneForms(contact.phone)] : []);
    for (const identity of this.identities(contact.id)) {
      if (identity.kind === "phone") numbers.add(phoneForms(identity.value));
    }
    const { name, profile_name, email, customer_code, cpf } = contact;
    const words = [name, profile_name, email, customer_code, cpf].filter(Boolean).join(" ");
    const folded = `${fold(words)}\n${[...numbers].join(" ")}`;
    this.#foldedContacts.set(contact.id, folded);
    return folded;
  }

  #protocols(conversationId: string, latest: Row<"tickets">): string {
    const numbers = new Set([latest.protocol]);
    for (const { protocol } of this.#rows.tickets(conversationId)) numbers.add(protocol);
    return [...numbers].map((number) => `${fold(number)} ${number.replace(/\D/g, "")}`).join(" ");
  }

  #touch(conversationId: string, touched: Touched): void {
    touched.conversations.add(conversationId);
    this.#dirty.add(conversationId);
  }

  #touchContact(contactId: string, touched: Touched): void {
    this.#foldedContacts.delete(contactId);
    this.contactBook.touch(contactId);
    for (const id of this.#rows.conversationIds(contactId)) this.#touch(id, touched);
  }
}
