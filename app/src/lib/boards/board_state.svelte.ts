// Its document, which lists do without.
import "#lib/live/board_cards.svelte.ts";
import "#lib/live/documents.svelte.ts";
import { createSubscriber } from "svelte/reactivity";
import type * as Y from "yjs";
import { fold } from "@domain/fold.ts";
import { BOARD_ROOTS, boardCards, type BoardColumn, placeCard, readBoard, removeCard } from "@sync/doc/board_doc.ts";
import type { BoardCards } from "#lib/live/board_api.ts";
import type { Desk, ListRow, TicketDoc } from "#lib/live/desk_api.ts";
import { BoardPeople } from "./board_people.svelte.ts";

export type ShownCard = { ticketId: string; row: ListRow; since: number; waiting: boolean };
export type ShownColumn = Omit<BoardColumn, "cards"> & { cards: ShownCard[]; cents: number };
export type Spot = { columnId: string; index: number };
type Filter = { search: string; agentId: string | undefined; departmentId: string | undefined };

/** A board while its screen is open: columns and places from its document, what cards show from the mirror's rows. */
export class BoardState {
  readonly document: TicketDoc;
  readonly cards: BoardCards;
  readonly people: BoardPeople;
  filter = $state<Filter>({ search: "", agentId: undefined, departmentId: undefined });
  /** The card the keyboard is on. */
  active = $state<string>();

  constructor(
    readonly desk: Desk,
    readonly boardId: string,
  ) {
    this.document = desk.board(boardId);
    this.cards = desk.boardCards(boardId);
    this.people = new BoardPeople(this.document);
  }

  /** The document's copy of now, followed: after a refusal it is another one. */
  readonly #copy = $derived.by(() => {
    const { doc } = this.document;
    return { doc, follow: createSubscriber((update) => observe(doc, update)) };
  });
  readonly #shape = $derived.by(() => {
    this.#copy.follow();
    return readBoard(this.#copy.doc);
  });
  get doc(): Y.Doc {
    return this.#copy.doc;
  }
  /** Nothing is here yet: first visit, or no network. */
  get isEmpty(): boolean {
    return this.#shape.length === 0;
  }
  ticketIds = $derived.by(() => this.#shape.flatMap((column) => column.cards));

  /** As the document says, with my waiting actions laid over, through the filter. */
  columns = $derived.by((): ShownColumn[] => {
    const waiting = new Map(this.cards.waiting.map((one) => [one.ticketId, one.columnId]));
    const { rows } = this.cards;
    const inFilter = filterOf(this.filter);
    const placed = boardCards(this.doc);
    return this.#shape.map(({ cards, ...column }) => {
      const ids = cards.filter((id) => !waiting.has(id) || waiting.get(id) === column.id);
      for (const [id, columnId] of waiting) if (columnId === column.id && !ids.includes(id)) ids.push(id);
      const shown = ids.flatMap((ticketId): ShownCard[] => {
        const row = rows.get(ticketId);
        if (!row || !inFilter(row)) return [];
        return [{ ticketId, row, since: placed.get(ticketId)?.since ?? 0, waiting: waiting.has(ticketId) }];
      });
      return { ...column, cards: shown, cents: shown.reduce((sum, { row }) => sum + centsOf(row), 0) };
    });
  });
  count = $derived.by(() => this.columns.reduce((sum, column) => sum + column.cards.length, 0));
  cents = $derived.by(() => this.columns.reduce((sum, column) => sum + column.cents, 0));
  isFiltered = $derived.by(() => Boolean(this.filter.search || this.filter.agentId || this.filter.departmentId));

  spotOf(ticketId: string): Spot | undefined {
    for (const column of this.columns) {
      const index = column.cards.findIndex((card) => card.ticketId === ticketId);
      if (index >= 0) return { columnId: column.id, index };
    }
    return undefined;
  }
  column(id: string): ShownColumn | undefined {
    return this.columns.find((column) => column.id === id);
  }
  card(ticketId: string): ShownCard | undefined {
    for (const column of this.columns) {
      const card = column.cards.find((one) => one.ticketId === ticketId);
      if (card) return card;
    }
    return undefined;
  }

  /** Puts a card where it shows: `index` among the shown cards of the column, without itself. */
  place(ticketId: string, { columnId, index }: Spot): void {
    const shown = (this.column(columnId)?.cards ?? []).filter((card) => card.ticketId !== ticketId);
    const all = (this.#shape.find((column) => column.id === columnId)?.cards ?? []).filter((id) => id !== ticketId);
    // What the filter or my sight hides keeps its place: beside the card that shows.
    const next = shown[index]?.ticketId;
    const last = shown.at(-1)?.ticketId;
    const at = next !== undefined ? all.indexOf(next) : last !== undefined ? all.indexOf(last) + 1 : all.length;
    placeCard(this.doc, ticketId, columnId, at < 0 ? all.length : at, Math.round(this.desk.now));
  }
  remove(ticketId: string): void {
    removeCard(this.doc, ticketId);
  }
  has(ticketId: string): boolean {
    return boardCards(this.doc).has(ticketId);
  }

  close(): void {
    this.cards.close();
    this.document.close();
  }
}

function filterOf({ search, agentId, departmentId }: Filter): (row: ListRow) => boolean {
  const words = fold(search).split(/\s+/).filter(Boolean);
  return ({ ticket, contact, conversation }) => {
    if (agentId !== undefined && ticket.agent_id !== agentId) return false;
    if (departmentId !== undefined && ticket.department_id !== departmentId) return false;
    if (words.length === 0) return true;
    const text = fold(`${contact.name} ${contact.phone ?? ""} ${ticket.protocol} ${conversation.last_preview}`);
    return words.every((word) => text.includes(word));
  };
}

/** Numbers of cents add up without error. */
export const centsOf = ({ ticket }: ListRow): number =>
  ticket.value === null ? 0 : Math.round(Number(ticket.value) * 100);

function observe(doc: Y.Doc, update: () => void): () => void {
  const maps = BOARD_ROOTS.map((root) => doc.getMap(root));
  for (const map of maps) map.observe(update);
  return () => {
    for (const map of maps) map.unobserve(update);
  };
}
