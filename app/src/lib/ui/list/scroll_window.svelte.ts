import type { Places } from "./places.ts";

/** Rows drawn beyond the edges, so that a small scroll finds them there. */
const BEYOND = 6;
const RESTS_MS = 60;

type List<Item> = { items: Places<Item>; keyOf: (item: Item) => string; rowHeight: number };

/** Which rows of a list are in sight. They are equally high: whatever the list's length, it is arithmetic. */
export class ScrollWindow<Item> {
  box = $state<HTMLElement | null>(null);
  /** Of the box, in pixels. */
  height = $state(0);
  readonly #list: () => List<Item>;
  #top = $state(0);
  #anchor = $state.raw<{ key: string; at: number; offset: number }>();
  #told = { from: 0, until: Infinity };

  constructor(list: () => List<Item>) {
    this.#list = list;
  }

  from = $derived.by(() => {
    const { items, rowHeight } = this.#list();
    return Math.max(0, Math.min(items.length, Math.floor(this.#top / rowHeight)) - BEYOND);
  });
  until = $derived.by(() => {
    const { items, rowHeight } = this.#list();
    return Math.min(items.length, Math.ceil((this.#top + this.height) / rowHeight) + BEYOND);
  });
  /** What is to be drawn; places whose row is still on its way are left out. */
  drawn = $derived.by(() => {
    const { items, keyOf } = this.#list();
    const rows: { at: number; key: string; item: Item }[] = [];
    for (let at = this.from; at < this.until; at++) {
      const item = items.at(at);
      if (item !== undefined) rows.push({ at, key: keyOf(item), item });
    }
    return rows;
  });

  /** The first place that is whole in sight. */
  get first(): number {
    return Math.ceil(this.#top / this.#list().rowHeight);
  }

  scrolled(): void {
    if (!this.box) return;
    const { items, keyOf, rowHeight } = this.#list();
    this.#top = this.box.scrollTop;
    const at = Math.floor(this.#top / rowHeight);
    const item = items.at(at);
    // At the very top one wants to see what arrives.
    this.#anchor = item !== undefined && this.#top > 0
      ? { key: keyOf(item), at, offset: this.#top - at * rowHeight }
      : undefined;
  }

  /** What was on the top edge before the rows changed is still there after: nothing jumps under a hand. An effect. */
  holdStill(): void {
    const was = this.#anchor;
    if (!was) return;
    const { items, keyOf, rowHeight } = this.#list();
    const there = items.at(was.at);
    const isThere = there !== undefined && keyOf(there) === was.key;
    const at = isThere ? was.at : items.findIndex((item) => keyOf(item) === was.key);
    if (at >= 0 && at !== was.at && this.box) this.box.scrollTop = at * rowHeight + was.offset;
  }

  /**
   * Tells which places are drawn. An effect. Faster than a screen at a time nobody reads, and making rows that are gone in
   * the next frame makes it stutter: what is passed in leaps is told when the hand rests.
   */
  tell(onrange: (from: number, until: number) => void): (() => void) | undefined {
    const { from, until } = this;
    const isLeap = from >= this.#told.until || until <= this.#told.from;
    this.#told = { from, until };
    if (!isLeap) return void onrange(from, until);
    const rest = setTimeout(() => onrange(from, until), RESTS_MS);
    return () => clearTimeout(rest);
  }

  bringIntoView(index: number): void {
    if (!this.box) return;
    const { rowHeight } = this.#list();
    const edge = index * rowHeight;
    const { scrollTop } = this.box;
    if (edge < scrollTop) this.box.scrollTop = edge;
    else if (edge + rowHeight > scrollTop + this.height) this.box.scrollTop = edge + rowHeight - this.height;
  }
}
