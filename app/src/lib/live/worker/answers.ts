/** What screens ask, answered from memory, the cache and, for what is not here, the server. */
import type { RowsEvent } from "@domain/feed.ts";
import type { Row } from "@domain/rows.ts";
import type { Mirror } from "@db/cache/mirror.ts";
import { overlayMessages } from "@db/cache/overlay_messages.ts";
import { markReachedStart, readReachedStart } from "@db/cache/read.ts";
import { get } from "../../api/client.ts";
import type { CardsAnswer, CardsRequest } from "../board_api.ts";
import type { NotificationItem, ScheduledItem } from "../desk_api.ts";
import type { ListAnswer, ListRequest, ThreadAnswer } from "../rpc_types.ts";
import { boardCards } from "./board_answers.ts";
import type { CacheQueue } from "./cache_queue.ts";
import { rowOf } from "./list_row.ts";
import type { OnDemand } from "./on_demand.ts";
import { OlderTickets } from "./older_tickets.ts";
import { SearchAnswers } from "./search_answers.ts";
import { wakeSnoozed } from "./wake_snoozed.ts";

const TIMELINE = 200;
const OLDER = 50;
/** As many as a first load brings. */
const TOLD = 200;

export type AnswerDeps = {
  mirror: Mirror;
  queue: CacheQueue;
  me: string;
  /** Everything cached is in memory and the cache is open (at once on a first start). */
  ready: Promise<void>;
  /** Rows fetched on demand go the way of the feed's. */
  onDemand: OnDemand;
  /** Lists changed although no row did. */
  changed: () => void;
};

export class Answers {
  readonly finding: SearchAnswers;
  readonly olderTickets: OlderTickets;
  readonly #deps: AnswerDeps;
  readonly #reachedStart = new Set<string>();

  constructor(deps: AnswerDeps) {
    this.#deps = deps;
    this.finding = new SearchAnswers(deps);
    this.olderTickets = new OlderTickets(deps);
    wakeSnoozed(deps.mirror, deps.changed);
  }

  list({ query, first, last, find }: ListRequest): Omit<ListAnswer, "partial"> {
    const { mirror } = this.#deps;
    mirror.refresh();
    const { entries, counts } = mirror.lists.answer(query, mirror.actor);
    const window = entries.slice(Math.max(0, first), last + 1);
    const index = find === undefined ? -1 : entries.findIndex(({ ticket }) => ticket.id === find);
    return {
      first: Math.max(0, first),
      rows: window.map(rowOf),
      stamps: window.map(({ stamp }) => stamp),
      total: entries.length,
      counts,
      found: find === undefined ? undefined : { ticketId: find, index },
    };
  }

  async boardCards(request: CardsRequest): Promise<CardsAnswer> {
    await this.#deps.ready;
    return boardCards(this.#deps.mirror, request);
  }

  async thread(conversationId: string, limit: number): Promise<ThreadAnswer> {
    const { mirror, queue, ready, me } = this.#deps;
    await ready;
    if (!mirror.place(conversationId).conversation) await this.#fetchConversation(conversationId);
    const { messages, hasOlder } = await queue.messages(conversationId, limit);
    const started = mirror.get("conversations", conversationId) === undefined;
    const reachedStart = hasOlder ? false : started || await this.#isStart(conversationId);
    const ticketId = mirror.place(conversationId).ticket?.id ?? null;
    const events = ticketId === null ? [] : await queue.events(ticketId, TIMELINE);
    // Read last and in one go: rows may have come while the cache was asked.
    const { conversation, ticket, contact } = mirror.place(conversationId);
    return {
      conversation,
      ticket,
      contact,
      identities: contact ? mirror.identities(contact.id) : [],
      observations: contact ? mirror.observations(contact.id) : [],
      tickets: contact ? mirror.ticketsOfContact(contact.id, ticket) : [],
      messages: overlayMessages(messages, mirror.pendingOf(conversationId), ticketId, me),
      events,
      scheduled: mirror.scheduled(conversationId),
      hasOlder: hasOlder || !reachedStart,
    };
  }

  async schedule(): Promise<ScheduledItem[]> {
    const { mirror, ready } = this.#deps;
    await ready;
    return mirror.scheduled().map((row) => {
      const { conversation, contact, ticket } = mirror.place(row.conversation_id);
      return { ...row, conversation, contact, ticketId: ticket?.id };
    });
  }

  async notifications(): Promise<NotificationItem[]> {
    const { mirror, ready } = this.#deps;
    await ready;
    return mirror.notifications().slice(0, TOLD).map((row) => ({
      ...row,
      contact: mirror.place(row.conversation_id).contact,
    }));
  }

  async older(conversationId: string, limit: number): Promise<boolean> {
    const { queue, onDemand, ready } = this.#deps;
    await ready;
    const local = await queue.messages(conversationId, limit);
    if (local.hasOlder || local.messages.length >= limit) return true;
    const oldest = local.messages[0];
    if (!oldest || await this.#isStart(conversationId)) return false;
    const query = new URLSearchParams({ conversationId, before: oldest.id, limit: String(OLDER) });
    type History = { messages: Row<"messages">[]; events: Row<"events">[]; hasOlder: boolean };
    const answer = await onDemand.fetching(async (take) => {
      const page = await get<History>(`/api/history?${query}`);
      if (!page.ok) return page;
      take({ table: "messages", rows: page.data.messages });
      take({ table: "events", rows: page.data.events });
      return page;
    });
    if (!answer.ok) return false;
    if (!answer.data.hasOlder) {
      this.#reachedStart.add(conversationId);
      if (queue.db) await markReachedStart(queue.db, conversationId);
    }
    return answer.data.messages.length > 0;
  }

  async conversationOf(ticketId: string): Promise<string | undefined> {
    const { mirror, ready } = this.#deps;
    await ready;
    const here = mirror.conversationOf(ticketId);
    if (here !== undefined) return here;
    // A link to what lies beyond the window: the server takes a ticket's id as well.
    await this.#fetchConversation(ticketId);
    return mirror.conversationOf(ticketId);
  }

  async #fetchConversation(id: string): Promise<void> {
    await this.#deps.onDemand.fetching(async (take) => {
      const answer = await get<{ rows: RowsEvent[] }>(`/api/conversations/${id}`);
      if (answer.ok) { for (const event of answer.data.rows) take(event); }
    });
  }

  async #isStart(conversationId: string): Promise<boolean> {
    const { db } = this.#deps.queue;
    return this.#reachedStart.has(conversationId) || (db !== undefined && await readReachedStart(db, conversationId));
  }
}
