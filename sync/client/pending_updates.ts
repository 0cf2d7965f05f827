import type { DocRef } from "../doc/kinds.ts";
import type { PendingStore } from "./pending_store.ts";

/** An edit of this tab the server has not acknowledged. */
export type Pending = { update: Uint8Array<ArrayBuffer>; onDisk: boolean; number: Promise<number | undefined> };

/** The edits on their way: on disk before they count as kept, offered again until acknowledged. [C3] */
export class PendingUpdates {
  readonly #waiting = new Set<Pending>();
  readonly #failed = new Set<Pending>();

  constructor(
    private readonly store: PendingStore,
    private readonly ref: DocRef,
    private readonly changed: () => void,
  ) {}

  get size(): number {
    return this.#waiting.size;
  }

  /** Edits that live in this tab's memory only, as the disk refused them. */
  get atRisk(): number {
    return this.#failed.size;
  }

  get all(): Pending[] {
    return [...this.#waiting];
  }

  /** One found on disk. */
  found(number: number, update: Uint8Array<ArrayBuffer>): void {
    this.#waiting.add({ update, onDisk: true, number: Promise.resolve(number) });
  }

  add(update: Uint8Array<ArrayBuffer>): Pending {
    const pending: Pending = {
      update,
      onDisk: false,
      number: this.store.append(this.ref.kind, this.ref.id, update).then((number) => {
        pending.onDisk = true;
        this.changed();
        return number;
      }, () => {
        if (this.#waiting.has(pending)) this.#failed.add(pending);
        this.changed();
        return undefined;
      }),
    };
    this.#waiting.add(pending);
    return pending;
  }

  /** They wait no longer; on disk they stay until `erase`. */
  withdraw(those: readonly Pending[]): Pending[] {
    for (const pending of those) this.#failed.delete(pending);
    return those.filter((pending) => this.#waiting.delete(pending));
  }

  /** Acknowledged, or kept elsewhere: they go from the disk. */
  async erase(those: readonly Pending[]): Promise<void> {
    const numbers = (await Promise.all(those.map((pending) => pending.number))).filter((number) =>
      number !== undefined
    );
    if (numbers.length > 0) await this.store.ack(this.ref.kind, this.ref.id, numbers);
  }

  /** Resolves when everything is on disk, or the disk has refused it. */
  async settled(): Promise<void> {
    await Promise.all(this.all.map((pending) => pending.number));
  }
}

/** In order, each of at least one and about `bytes` in size. */
export function inPieces(those: readonly Pending[], bytes: number): Pending[][] {
  const pieces: Pending[][] = [];
  let size = Infinity;
  for (const pending of those) {
    if (size + pending.update.byteLength > bytes) {
      pieces.push([]);
      size = 0;
    }
    pieces.at(-1)!.push(pending);
    size += pending.update.byteLength;
  }
  return pieces;
}
