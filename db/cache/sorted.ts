/** A sorted array that follows single changes by binary search and many at once by sorting again. */
export class Sorted<T> {
  readonly #compare: (a: T, b: T) => number;
  readonly #items: T[];

  /** `compare` must be total: no two different items are equal. The array becomes ours. */
  constructor(compare: (a: T, b: T) => number, items: T[], isSorted = false) {
    this.#compare = compare;
    this.#items = isSorted ? items : items.sort(compare);
  }

  get items(): readonly T[] {
    return this.#items;
  }

  /** Puts `next` in the place of `old`; either may be missing. `old` must be the very item that was put in. */
  replace(old: T | undefined, next: T | undefined): void {
    const at = old === undefined ? -1 : this.#find(old);
    if (at >= 0 && this.#items[at] === old) {
      if (next !== undefined && this.#fits(at, next)) {
        this.#items[at] = next;
        return;
      }
      this.#items.splice(at, 1);
    }
    if (next !== undefined) this.#items.splice(this.#find(next), 0, next);
  }

  /** Where the item is, or where it belongs. */
  #find(item: T): number {
    let low = 0;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compare(this.#items[middle]!, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #fits(at: number, item: T): boolean {
    const before = this.#items[at - 1];
    const after = this.#items[at + 1];
    return (before === undefined || this.#compare(before, item) < 0) &&
      (after === undefined || this.#compare(item, after) < 0);
  }
}
