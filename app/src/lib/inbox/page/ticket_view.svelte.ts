// Its documents, which the list does without.
import "#lib/live/documents.svelte.ts";
import "#lib/live/thread.svelte.ts";
import { canAnswer, canManage, type Permission } from "@domain/policy.ts";
import { windowState } from "@domain/window.ts";
import { callLink } from "@domain/call_link.ts";
import { isGroup } from "@domain/group.ts";
import { newId } from "@domain/ids.ts";
import type { Row } from "@domain/rows.ts";
import type { Desk, TicketDoc } from "#lib/live/desk_api.ts";
import type { Thread } from "#lib/live/thread_api.ts";
import { permissionText } from "#lib/errors/permission_text.ts";
import { m } from "../../../paraglide/messages.js";
import { putBack } from "../decide/put_back.svelte.ts";
import { called, firstName } from "../words/people.ts";
import { MacroRun } from "../macros/macro_run.svelte.ts";

export type TicketDialog =
  | "transfer"
  | "close"
  | "cancel_closing"
  | "contact"
  | "edit"
  | "channel"
  | "block"
  | "templates"
  | "gallery"
  | "stickers"
  | "schedule"
  | "macros"
  | "card"
  | "snooze"
  | "pdf"
  | null;

/** One open ticket: its thread, its document and what the screen decided about it. Closed with the screen. */
export class TicketView {
  readonly thread: Thread;
  readonly document: TicketDoc;
  mode = $state<"reply" | "internal">("reply");
  dialog = $state<TicketDialog>(null);
  quote = $state.raw<Row<"messages">>();
  /** The macro that was run last here, until it is put away. */
  run = $state.raw<MacroRun>();
  /** The peeked ticket is being answered: writing takes it (ASG-05). */
  answering = $state(false);
  /** CNV-04. */
  isSearching = $state(false);
  /** The message somebody asked to see; a new object each time, also for the same one. */
  target = $state.raw<{ id: string }>();
  #lastRead: string | undefined;
  /** Opened to be looked at: what stood unread then may be told a moment after it is taken. */
  #hasPeeked = false;

  constructor(readonly desk: Desk, readonly ticketId: string, readonly conversationId: string) {
    this.thread = desk.thread(conversationId);
    this.document = desk.document(ticketId);
  }

  conversation = $derived.by(() => this.thread.conversation);
  /** Whose it is; a group as one. */
  contact = $derived.by(() => this.thread.contact);
  /** As one speaks of them: a person by the first name, a group by all of it. */
  shortName = $derived.by(() => {
    const name = this.contact?.name ?? "";
    return this.isGroup ? name : firstName(name);
  });
  isGroup: boolean = $derived.by(() => this.conversation !== undefined && isGroup(this.conversation));
  /** The ticket of the address, also when the conversation has a newer one by now. */
  ticket = $derived.by(() => this.thread.tickets.find((one) => one.id === this.ticketId) ?? this.thread.ticket);
  newer = $derived.by(() => {
    const latest = this.thread.ticket;
    return latest && latest.id !== this.ticketId && this.ticket?.status === "closed" ? latest : undefined;
  });
  window = $derived.by(
    () => (this.conversation ? windowState(this.conversation, this.desk.now) : { kind: "none" as const }),
  );
  isWaiting = $derived.by(() => this.ticket?.status === "waiting" && this.ticket.agent_id === null);
  /** a waiting ticket is looked at, not entered. */
  peeking = $derived.by(() => this.isWaiting && !this.answering && this.mode === "reply");
  others = $derived.by(() => this.desk.present(this.ticketId));
  /** ASG-09: what it may be forwarded to; nothing for who may not close it. */
  flows = $derived.by(() => (this.refusal("chat.close") ? [] : this.desk.config.flows.filter((one) => one.active)));
  /** CLS-18: mandatory closing fields without a value. */
  lacksFields = $derived.by(() =>
    this.desk.config.fields.some((one) => one.at_closing === "mandatory" && !this.ticket?.fields[one.key])
  );
  isMine = $derived.by(() => this.ticket?.agent_id === this.desk.me.id);
  mayAnswer = $derived.by(() => (this.ticket ? canAnswer(this.desk.me.actor, this.ticket) : false));
  problems = $derived.by(() => this.desk.problems.filter((one) => one.conversationId === this.conversationId));

  /** Why this member may not, as a sentence; undefined when they may. */
  refusal(permission: Permission): string | undefined {
    if (!this.ticket) return m.inbox_reason_loading();
    if (this.isGroup) return m.error_not_in_group();
    if (canManage(this.desk.me.actor, this.ticket, permission)) return undefined;
    return m.inbox_reason_permission({ permission: permissionText(permission).name });
  }

  /** Why nothing of ours reaches the contact by this ticket now, as a sentence. */
  silence(): string | undefined {
    if (!this.mayAnswer) return this.refusal("chat.answerOthers") ?? m.inbox_reason_loading();
    if (this.thread.ticket?.id !== this.ticketId) return m.inbox_reason_older();
    return this.window.kind === "closed" ? m.inbox_reason_window() : undefined;
  }

  /** Who reacted: "contact", one of us, or somebody of the group. */
  nameOf(author: string): string {
    if (author === "contact") return this.contact?.name ?? "";
    const sender = this.thread.messages.find((one) => one.sender_id === author)?.sender_name;
    return sender ?? called(this.desk, author);
  }

  jump(messageId: string): void {
    this.target = { id: messageId };
  }

  /** LOG-01; peeking does not mark read. */
  opened(): void {
    const ticket = this.ticket;
    if (!ticket) return;
    const peek = this.isWaiting || !this.mayAnswer;
    void this.desk.act({ type: "ticket.open", ticketId: this.ticketId, peek });
    this.#hasPeeked = peek;
    if (!peek) this.#lastRead = this.conversation?.last_message_id ?? undefined;
  }

  /** INB-12: what arrives while the ticket is open is read at once, by those who may answer. */
  readNew(): void {
    const last = this.conversation?.last_message_id;
    if (!last || last === this.#lastRead || this.peeking || !this.mayAnswer) return;
    const isUnread = (this.conversation?.unread ?? 0) > 0;
    if (isUnread || !this.#hasPeeked) this.#lastRead = last;
    if (!isUnread) return;
    this.#hasPeeked = false;
    void this.desk.act({ type: "conversation.read", conversationId: this.conversationId, messageId: last });
  }

  take(): void {
    void this.desk.act({ type: "ticket.take", ticketId: this.ticketId });
  }
  returnToQueue(): void {
    void this.desk.act({ type: "ticket.return", ticketId: this.ticketId });
  }
  pauseOrResume(): void {
    const isPaused = this.ticket?.status === "paused";
    void this.desk.act({ type: isPaused ? "ticket.resume" : "ticket.pause", ticketId: this.ticketId });
  }
  reopen(assume: boolean): void {
    void this.desk.act({ type: "ticket.reopen", ticketId: this.ticketId, assume });
  }
  /** Without the dialog and without a word to the contact. */
  closeNow(): void {
    void this.desk.act({ type: "ticket.close", ticketId: this.ticketId, message: "" });
  }
  archiveOrRestore(): void {
    const type = this.ticket?.archived_at ? "ticket.restore" : "ticket.archive";
    void this.desk.act({ type, ticketId: this.ticketId });
  }
  tell(type: "ticket.ask_rating" | "ticket.send_protocol"): void {
    void this.desk.act({ type, ticketId: this.ticketId, messageId: newId() });
  }
  runMacro(macro: Row<"macros">): void {
    this.dialog = null;
    if (macro.steps.some(({ kind }) => kind === "reply")) this.answering = true;
    this.run = new MacroRun(this, macro);
    void this.run.start();
  }
  /** Why no video call can be offered, as a sentence. */
  noCall(): string | undefined {
    return this.desk.config.workspace?.call_base ? this.silence() : m.inbox_reason_no_call();
  }
  /** CMP-05: an invitation with a room of its own into the reply; its author sends it, or changes it first. */
  inviteToCall(): void {
    const link = callLink(this.desk.config.workspace?.call_base ?? "", crypto.randomUUID());
    this.mode = "reply";
    this.answering = true;
    putBack.put(this.ticketId, m.inbox_call_invitation({ link }));
  }
  follow(on: boolean): void {
    void this.desk.act({ type: "ticket.follow", ticketId: this.ticketId, on });
  }
  markRead(): void {
    const messageId = this.conversation?.last_message_id;
    if (!messageId) return;
    void this.desk.act({ type: "conversation.read", conversationId: this.conversationId, messageId });
  }
  pin(pinned: boolean): void {
    void this.desk.act({ type: "conversation.pin", conversationId: this.conversationId, pinned });
  }
  snooze(until: number): void {
    void this.desk.act({ type: "ticket.snooze", ticketId: this.ticketId, until: new Date(until).toISOString() });
  }
  wake(): void {
    void this.desk.act({ type: "ticket.wake", ticketId: this.ticketId });
  }
  markUnread(): void {
    void this.desk.act({ type: "conversation.unread", conversationId: this.conversationId });
  }

  get seen(): string | null {
    return this.thread.seen;
  }

  close(): void {
    this.thread.close();
    this.document.close();
  }
}
