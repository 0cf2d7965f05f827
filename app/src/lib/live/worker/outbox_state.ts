/** The outbox as the leader holds it: what waits, what is at the server but not back on the feed, what needs a decision. */
import type { Action } from "@domain/action.ts";
import type { RowsEvent } from "@domain/feed.ts";
import type { PlacedPending } from "@db/cache/mirror.ts";
import type { Place } from "@db/cache/overlay.ts";
import type { Problem, WaitingAction } from "../desk_api.ts";
import type { OutboxRecord } from "../local_db.ts";
import { mediaOf } from "../outbox.ts";
import { isSilent } from "../outbox_plan.ts";

/** An accepted action stays laid over until its rows come, so that nothing blinks; at most this long. */
const SETTLE_MS = 4_000;

export type Places = {
  conversationOf: (ticketId: string) => string | undefined;
  place: (conversationId: string) => Place;
  contact: (contactId: string) => Place["contact"];
  progressOf: (mediaId: string) => number | undefined;
};

export class OutboxState {
  #records: OutboxRecord[] = [];
  #settling: { record: OutboxRecord; until: number; arrived: boolean }[] = [];
  /** Sent, no answer yet; true once rows it touches have come. */
  readonly #inFlight = new Map<number, boolean>();
  readonly #places: Places;

  constructor(places: Places) {
    this.#places = places;
  }

  get records(): readonly OutboxRecord[] {
    return this.#records;
  }

  get waiting(): number {
    return this.#records.reduce((sum, record) => sum + (record.refusal || isSilent(record.action) ? 0 : 1), 0);
  }

  /** Adds or replaces by place in the order. */
  put(record: OutboxRecord): void {
    this.#records = [...this.#records.filter(({ seq }) => seq !== record.seq), record].sort((a, b) => a.seq - b.seq);
  }

  find(actionId: string): OutboxRecord | undefined {
    return this.#records.find(({ action }) => action.id === actionId);
  }

  remove(seq: number): void {
    this.#records = this.#records.filter((record) => record.seq !== seq);
  }

  sending(batch: readonly OutboxRecord[]): void {
    this.#inFlight.clear();
    for (const { seq } of batch) this.#inFlight.set(seq, false);
  }

  /** The server has done it. */
  done(record: OutboxRecord, now: number): void {
    this.remove(record.seq);
    if (!this.#inFlight.get(record.seq)) this.#settling.push({ record, until: now + SETTLE_MS, arrived: false });
  }

  /** Rows came: those an accepted action was waiting for? */
  arrived(event: RowsEvent): void {
    const has = touches(event, (record) => this.conversationOf(record));
    for (const one of this.#settling) if (has(one.record)) one.arrived = true;
    for (const record of this.#records) {
      if (this.#inFlight.get(record.seq) === false && has(record)) this.#inFlight.set(record.seq, true);
    }
  }

  /** Drops what needs no laying over any more (`level`: a batch of the feed is complete). Did that change anything? */
  settle(now: number, level: boolean): boolean {
    const before = this.#settling.length;
    this.#settling = this.#settling.filter(({ arrived, until }) => !(level && arrived) && now < until);
    return this.#settling.length !== before;
  }

  get isSettling(): boolean {
    return this.#settling.length > 0;
  }

  placed(): PlacedPending[] {
    const settling = new Set(this.#settling.map(({ record }) => record));
    return [...settling, ...this.#records].sort((a, b) => a.seq - b.seq).map((record) => ({
      action: record.action,
      held: record.refusal !== undefined,
      quiet: settling.has(record) || isSilent(record.action),
      upload: this.#uploadOf(record.action),
      conversationId: this.conversationOf(record),
      contactId: contactIdOf(record.action),
    }));
  }

  problems(): Problem[] {
    return this.#records.flatMap((record): Problem[] => {
      if (!record.refusal) return [];
      const { conversationId, ticketId, place } = this.#whereabouts(record);
      const { conversation, contact } = place;
      return [{ action: record.action, ...record.refusal, conversationId, ticketId, conversation, contact }];
    });
  }

  /** What its author may want to see of all this, in the order it leaves. */
  waitingActions(): WaitingAction[] {
    return this.#records.filter(({ action }) => !isSilent(action)).map((record) => {
      const { conversationId, ticketId, place } = this.#whereabouts(record);
      const isGoing = this.isSending(record) || this.#uploadOf(record.action) !== undefined;
      const state = record.refusal ? "held" : isGoing ? "sending" : "queued";
      return { action: record.action, state, conversationId, ticketId, contact: place.contact };
    });
  }

  /** It may reach the server any moment. */
  isSending({ seq }: OutboxRecord): boolean {
    return this.#inFlight.has(seq);
  }

  conversationOf(record: OutboxRecord): string | undefined {
    const { action } = record;
    if ("conversationId" in action) return action.conversationId;
    if ("ticketId" in action) return this.#places.conversationOf(action.ticketId) ?? record.conversationId;
    return record.conversationId;
  }

  /** Where its author goes to see it: a message's is the conversation's ticket of now. */
  #whereabouts(record: OutboxRecord) {
    const { action } = record;
    const conversationId = this.conversationOf(record);
    const place: Place = conversationId === undefined
      ? { conversation: undefined, ticket: undefined, contact: undefined }
      : this.#places.place(conversationId);
    const contactId = contactIdOf(action);
    const contact = contactId === undefined ? place.contact : this.#places.contact(contactId);
    const ticketId = "ticketId" in action ? action.ticketId : place.ticket?.id;
    return { conversationId, ticketId, place: { ...place, contact } };
  }

  #uploadOf(action: Action): number | undefined {
    const media = mediaOf(action);
    return media === undefined ? undefined : this.#places.progressOf(media);
  }
}

/** The contact an action is about, where it names one. */
function contactIdOf(action: Action): string | undefined {
  return "contactId" in action ? action.contactId : undefined;
}

/** A message's row is waited for itself, everything else by the rows of its conversation or contact. */
function touches(
  event: RowsEvent,
  conversationOf: (record: OutboxRecord) => string | undefined,
): (record: OutboxRecord) => boolean {
  switch (event.table) {
    case "messages": {
      const ids = new Set(event.rows.map((row) => row.id));
      return ({ action }) => "messageId" in action && ids.has(action.messageId);
    }
    case "conversations": {
      const ids = new Set(event.rows.map((row) => row.id));
      return (record) => isOfConversation(record.action) && ids.has(conversationOf(record) ?? "");
    }
    case "tickets": {
      const ids = new Set(event.rows.map((row) => row.conversation_id));
      return (record) => isOfConversation(record.action) && ids.has(conversationOf(record) ?? "");
    }
    case "scheduled_messages": {
      const ids = new Set(event.rows.map((row) => row.id));
      return ({ action }) => "scheduleId" in action && ids.has(action.scheduleId);
    }
    case "notifications": {
      const ids = new Set(event.rows.map((row) => row.id));
      return ({ action }) => "notificationIds" in action && action.notificationIds.some((id) => ids.has(id));
    }
    case "observations": {
      const ids = new Set(event.rows.map((row) => row.contact_id));
      return ({ action }) => action.type.startsWith("observation.") && ids.has(contactIdOf(action) ?? "");
    }
    case "contacts": {
      const ids = new Set(event.rows.map((row) => row.id));
      return ({ action }) => ids.has(contactIdOf(action) ?? "");
    }
    default:
      return () => false;
  }
}

/** Its effect shows in the conversation's own row, not in a message's or a scheduled one's. */
function isOfConversation(action: Action): boolean {
  return !("messageId" in action) && !("scheduleId" in action);
}
