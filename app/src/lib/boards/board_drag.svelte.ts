import { m } from "../../paraglide/messages.js";
import type { BoardState, Spot } from "./board_state.svelte.ts";
import { movedToast, say } from "./board_words.ts";

/** A mouse that trembles does not drag; a finger that rests does. */
const SLOP = 5;
const REST_MS = 280;
const EDGE = 56;
const STEP = 14;

export type Drag = {
  ticketId: string;
  from: Spot;
  over: Spot;
  by: "pointer" | "keys";
  /** Of the card's corner, in the window; where the keys hold it, it stays in its column. */
  x: number;
  y: number;
  width: number;
};

/** The place among a column's other cards at a height. */
type GapAt = (columnId: string, y: number, without: string) => number;

/** A card on its way, held by mouse, finger or keys: all three end in the same move. */
export class BoardDrag {
  current = $state.raw<Drag>();
  /** For ears. */
  said = $state("");
  readonly #board: BoardState;
  #scroll: number | undefined;
  #pointer = { x: 0, y: 0 };

  readonly #gapAt: GapAt;

  constructor(board: BoardState, gapAt: GapAt) {
    this.#board = board;
    this.#gapAt = gapAt;
  }

  /** A press on a card: becomes a drag when it moves (mouse, pen) or rests (finger). */
  press(event: PointerEvent, ticketId: string): void {
    if (event.button !== 0 || this.current) return;
    const card = event.currentTarget as HTMLElement;
    const box = card.getBoundingClientRect();
    const [startX, startY] = [event.clientX, event.clientY];
    const isTouch = event.pointerType === "touch";
    const listening = new AbortController();
    const { signal } = listening;
    const begin = () => this.#begin(ticketId, { x: box.x, y: box.y, width: box.width });
    const rest = isTouch ? setTimeout(begin, REST_MS) : undefined;
    const end = (isDrop: boolean) => {
      clearTimeout(rest);
      listening.abort();
      cancelAnimationFrame(this.#scroll ?? 0);
      this.#scroll = undefined;
      if (!this.current) return;
      // The click that follows a drop opens nothing.
      const swallowing = new AbortController();
      addEventListener("click", (click) => click.stopPropagation(), { capture: true, signal: swallowing.signal });
      setTimeout(() => swallowing.abort());
      if (isDrop) this.drop();
      else this.cancel();
    };
    addEventListener(
      "pointermove",
      (move) => {
        const far = Math.hypot(move.clientX - startX, move.clientY - startY) > SLOP;
        if (!this.current && far) {
          if (isTouch) return end(false);
          begin();
        }
        if (this.current) this.#follow(move, box.x + move.clientX - startX, box.y + move.clientY - startY);
      },
      { signal },
    );
    addEventListener("pointerup", () => end(true), { signal });
    addEventListener("pointercancel", () => end(false), { signal });
    // A held card goes with the finger; the page below does not.
    addEventListener("touchmove", (move) => this.current && move.preventDefault(), { signal, passive: false });
    addEventListener("contextmenu", (menu) => isTouch && menu.preventDefault(), { signal });
  }

  /** With the keys: takes the card, or puts it down. */
  toggle(ticketId: string): void {
    if (this.current) return this.drop();
    this.#begin(ticketId, { x: 0, y: 0, width: 0 }, "keys");
  }

  /** With the keys: one card or one column further. */
  step(columns: number, cards: number): void {
    const drag = this.current;
    if (!drag) return;
    const all = this.#board.columns;
    const at = all.findIndex(({ id }) => id === drag.over.columnId);
    const column = all[Math.max(0, Math.min(all.length - 1, at + columns))];
    if (!column) return;
    const most = column.cards.filter((card) => card.ticketId !== drag.ticketId).length;
    const index = Math.max(0, Math.min(most, drag.over.index + cards));
    this.#over({ columnId: column.id, index });
    this.said = m.boards_said_over({ column: column.name, place: index + 1, count: most + 1 });
  }

  drop(): void {
    const drag = this.current;
    this.#let();
    if (!drag) return;
    const { from, over, ticketId } = drag;
    if (from.columnId === over.columnId && from.index === over.index) return void (this.said = m.boards_said_back());
    this.move(ticketId, over);
  }

  /** Moves it, says so and offers to undo it. */
  move(ticketId: string, to: Spot): void {
    const from = this.#board.spotOf(ticketId);
    if (!from) return;
    this.#board.place(ticketId, to);
    this.said = say(this.#board, ticketId, to);
    movedToast(this.#board, ticketId, from, to);
  }

  cancel(): void {
    if (this.current) this.said = m.boards_said_back();
    this.#let();
  }

  #begin(ticketId: string, box: { x: number; y: number; width: number }, by: Drag["by"] = "pointer"): void {
    const from = this.#board.spotOf(ticketId);
    const card = this.#board.card(ticketId);
    if (!from || !card) return;
    this.current = { ticketId, from, over: from, by, ...box };
    this.#tell();
    this.said = by === "keys" ? m.boards_said_held({ name: card.row.contact.name }) : "";
    if (by === "pointer") navigator.vibrate?.(8);
  }

  #let(): void {
    this.current = undefined;
    this.#board.people.hold(null);
  }

  #follow(move: PointerEvent, x: number, y: number): void {
    if (!this.current) return;
    this.#pointer = { x: move.clientX, y: move.clientY };
    this.current = { ...this.current, x, y };
    this.#aim();
    this.#scroll ??= requestAnimationFrame(() => this.#creep());
  }

  /** Where it would land: the gap nearest to the pointer. */
  #aim(): void {
    const { x, y } = this.#pointer;
    const column = document.elementsFromPoint(x, y).find((one) => one instanceof HTMLElement && one.dataset["column"]);
    const drag = this.current;
    if (!drag || !(column instanceof HTMLElement)) return;
    const columnId = column.dataset["column"]!;
    const list = column.querySelector<HTMLElement>("[data-cards]");
    const top = list ? y - list.getBoundingClientRect().top : 0;
    this.#over({ columnId, index: this.#gapAt(columnId, top, drag.ticketId) });
  }

  /** At an edge the column and the board scroll on, as long as the card is held there. */
  #creep(): void {
    this.#scroll = undefined;
    const { x, y } = this.#pointer;
    if (!this.current) return;
    let moved = false;
    for (const box of document.elementsFromPoint(x, y)) {
      if (!(box instanceof HTMLElement) || !box.dataset["creep"]) continue;
      const edge = box.getBoundingClientRect();
      const [left, top] = [box.scrollLeft, box.scrollTop];
      if (box.dataset["creep"] === "x") box.scrollLeft += pull(x - edge.left, edge.right - x);
      else box.scrollTop += pull(y - edge.top, edge.bottom - y);
      moved ||= left !== box.scrollLeft || top !== box.scrollTop;
    }
    if (!moved) return;
    this.#aim();
    this.#scroll = requestAnimationFrame(() => this.#creep());
  }

  #over(over: Spot): void {
    const drag = this.current;
    if (!drag || (drag.over.columnId === over.columnId && drag.over.index === over.index)) return;
    this.current = { ...drag, over };
    this.#tell();
  }

  #tell(): void {
    const { ticketId, over } = this.current!;
    this.#board.people.hold({ card: ticketId, column: over.columnId, index: over.index });
  }
}

function pull(before: number, after: number): number {
  return before < EDGE ? -STEP : after < EDGE ? STEP : 0;
}
