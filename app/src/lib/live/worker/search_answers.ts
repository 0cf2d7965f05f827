/** What searches find: at once in memory and in the cache, complete on the server. */
import { asContact } from "@db/cache/group_contact.ts";
import type { Row } from "@domain/rows.ts";
import { findPart, searchMessages, searchNotes } from "@db/cache/find.ts";
import { fold, matcher } from "@domain/fold.ts";
import { get } from "../../api/client.ts";
import type { Found, SearchHit } from "../desk_api.ts";
import type { PartRequest, ThreadPart } from "../rpc_types.ts";
import type { AnswerDeps } from "./answers.ts";
import { rowOf } from "./list_row.ts";

const HITS = 30;
const OCCURRENCES = 500;
const PART = 60;

/** As edge/http/search.ts answers. */
type ServerFound = {
  found: { contacts: string[]; tickets: string[]; messages: string[]; notes: string[]; more: boolean };
  conversations: Row<"conversations">[];
  contacts: Row<"contacts">[];
  tickets: Row<"tickets">[];
  messages: Row<"messages">[];
  notes: Row<"ticket_notes">[];
};
type Known = Pick<ServerFound, "conversations" | "contacts">;

export class SearchAnswers {
  readonly #deps: AnswerDeps;

  constructor(deps: AnswerDeps) {
    this.#deps = deps;
  }

  async search(text: string): Promise<SearchHit[]> {
    const { mirror, queue } = this.#deps;
    await this.#deps.ready;
    if (fold(text).trim() === "") return [];
    mirror.refresh();
    const talks = mirror.lists.answer({ view: "todos", search: text, sort: "newest" }, mirror.actor).entries;
    const hits: SearchHit[] = talks.slice(0, HITS).map((entry) => ({ kind: "conversation", row: rowOf(entry) }));
    hits.push(...this.#contacts(text, new Set(talks.map(({ contact }) => contact.id))));
    if (!queue.db) return hits;
    const messages = await searchMessages(queue.db, text, HITS);
    const notes = await searchNotes(queue.db, text, HITS);
    return [
      ...hits,
      ...messages.flatMap((message) => this.#messageHit(message, text)),
      ...notes.flatMap((note) => this.#noteHit(note)),
    ];
  }

  async searchServer(text: string, before: string | undefined): Promise<Found> {
    const query = new URLSearchParams({ q: text, ...(before === undefined ? {} : { before }) });
    const answer = await get<ServerFound>(`/api/search?${query}`);
    if (!answer.ok) return { hits: [], before: undefined, reached: false };
    const { found, conversations, contacts, tickets, messages, notes } = answer.data;
    const known = { conversations, contacts };
    const byId = <R extends { id: string }>(rows: R[], ids: string[]) =>
      ids.map((id) => rows.find((row) => row.id === id)).filter((row) => row !== undefined);
    const hits = [
      ...byId(contacts, found.contacts).flatMap((contact) => this.#talksOf(contact, conversations, tickets)),
      ...byId(tickets, found.tickets).flatMap((ticket) => this.#ticketHit(ticket, known)),
      ...messages.flatMap((message) => this.#messageHit(message, text, known)),
      ...notes.flatMap((note) => this.#noteHit(note, known)),
    ];
    return { hits, before: found.more ? messages.at(-1)?.id : undefined, reached: true };
  }

  async occurrences(conversationId: string, text: string, from: "here" | "server") {
    const { queue, ready } = this.#deps;
    if (from === "server") {
      const answer = await get<ServerFound>(`/api/search?${new URLSearchParams({ q: text, conversationId })}`);
      return answer.ok ? { messages: answer.data.messages, reached: true } : { messages: [], reached: false };
    }
    await ready;
    const messages = queue.db ? await searchMessages(queue.db, text, OCCURRENCES, conversationId) : [];
    return { messages, reached: false };
  }

  /** From the server, whose parts have no holes; without network from what is here. */
  async part({ conversationId, messageId, side }: PartRequest): Promise<ThreadPart | undefined> {
    const { queue, ready } = this.#deps;
    const query = new URLSearchParams({ conversationId, [side]: messageId, limit: String(PART) });
    const answer = await get<ThreadPart>(`/api/history?${query}`);
    if (answer.ok) return answer.data;
    await ready;
    return queue.db && await findPart(queue.db, conversationId, messageId, side, PART);
  }

  /** A contact's conversations; the contact itself when there is none. */
  #talksOf(
    contact: Row<"contacts">,
    conversations: Row<"conversations">[],
    tickets: Row<"tickets">[],
  ): SearchHit[] {
    const talks = conversations.filter((row) => row.contact_id === contact.id).flatMap((conversation): SearchHit[] => {
      const ticket = tickets.find((row) => row.id === conversation.ticket_id);
      return ticket ? [{ kind: "conversation", row: { conversation, ticket, contact, pending: false, held: 0 } }] : [];
    });
    return talks.length > 0 ? talks : [{ kind: "contact", contact }];
  }

  #contacts(text: string, except: ReadonlySet<string>): SearchHit[] {
    const matches = matcher(text);
    const hits: SearchHit[] = [];
    if (!matches) return hits;
    for (const contact of this.#deps.mirror.all("contacts")) {
      if (hits.length >= HITS) break;
      if (except.has(contact.id)) continue;
      if (matches(this.#deps.mirror.foldedContact(contact))) hits.push({ kind: "contact", contact });
    }
    return hits;
  }

  #ticketHit(ticket: Row<"tickets">, known: Known): SearchHit[] {
    const place = this.#placeOf(ticket.conversation_id, known);
    return place ? [{ kind: "ticket", ticket, contact: place.contact }] : [];
  }

  #messageHit(message: Row<"messages">, text: string, known?: Known): SearchHit[] {
    const place = this.#placeOf(message.conversation_id, known);
    const ticketId = message.ticket_id ?? place?.conversation.ticket_id;
    if (!place || !ticketId) return [];
    const byFile = message.media !== null && !(matcher(text)?.(fold(message.body)) ?? false);
    return [{ kind: "message", message, contact: place.contact, ticketId, byFile }];
  }

  /** A note has the id of its ticket. */
  #noteHit(note: Row<"ticket_notes">, known?: Known): SearchHit[] {
    const place = this.#placeOf(note.conversation_id, known);
    return place ? [{ kind: "note", note, contact: place.contact, ticketId: note.id }] : [];
  }

  #placeOf(conversationId: string, known?: Known) {
    const { mirror } = this.#deps;
    const conversation = mirror.get("conversations", conversationId) ??
      known?.conversations.find((row) => row.id === conversationId);
    if (!conversation) return undefined;
    const { contact_id: contactId } = conversation;
    const contact = asContact(conversation) ?? mirror.contact(contactId ?? undefined) ??
      known?.contacts.find((row) => row.id === contactId);
    return contact && { conversation, contact };
  }
}
