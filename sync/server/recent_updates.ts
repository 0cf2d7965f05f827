/** The last committed updates, up to a number of bytes: what a reader who fell behind a little is given. */
export class RecentUpdates {
  #updates: { seq: number; bytes: Uint8Array }[] = [];
  #size = 0;

  /** `floor`: everything after this sequence will be pushed. */
  constructor(private floor: number, private maxBytes: number) {}

  /** From now on so many bytes are kept. */
  keep(bytes: number): void {
    this.maxBytes = bytes;
  }

  push(seq: number, bytes: Uint8Array): void {
    this.#updates.push({ seq, bytes });
    this.#size += bytes.byteLength;
    while (this.#size > this.maxBytes) {
      const dropped = this.#updates.shift()!;
      this.#size -= dropped.bytes.byteLength;
      this.floor = Math.max(this.floor, dropped.seq);
    }
  }

  /** Everything after `seq`, or undefined when that is no longer all here. */
  since(seq: number): Uint8Array[] | undefined {
    if (seq < this.floor) return undefined;
    return this.#updates.filter((update) => update.seq > seq).map((update) => update.bytes);
  }
}
