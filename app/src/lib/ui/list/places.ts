/** What a list draws, by its place in it. An array is one; a window into a list that lies elsewhere is another. */
export interface Places<Item> {
  readonly length: number;
  /** In: from 0. Undefined beyond the end, and where the row is still on its way. */
  at(index: number): Item | undefined;
  /** -1 when it is not there, or not known to be. */
  findIndex(test: (item: Item) => boolean): number;
}
