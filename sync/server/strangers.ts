import type { Limits } from "./limits.ts";

/** A socket of which nobody knows yet whose it is. */
export type Stranger = {
  /** It is known, or gone. */
  release(): void;
  /** Called when it took too long to be known; it is released then. */
  late: () => void;
};

/**
 * Sockets before they are signed in: few at a time, together and from one address, and not for long. Only a place that
 * ends by itself cannot leak, whatever becomes of the upgrade. [S9]
 */
export class Strangers {
  readonly #byAddress = new Map<string, number>();
  #all = 0;

  constructor(private readonly limits: Limits) {}

  /** Undefined when there is no place now. */
  admit(address: string): Stranger | undefined {
    const there = this.#byAddress.get(address) ?? 0;
    if (there >= this.limits.strangersPerAddress || this.#all >= this.limits.strangers) return undefined;
    this.#byAddress.set(address, there + 1);
    this.#all++;
    const stranger = {
      late: () => {},
      release: () => {
        if (timer === undefined) return;
        clearTimeout(timer);
        timer = undefined;
        this.#leave(address);
      },
    };
    let timer: ReturnType<typeof setTimeout> | undefined = setTimeout(() => {
      stranger.release();
      stranger.late();
    }, this.limits.strangerMs);
    Deno.unrefTimer(timer);
    return stranger;
  }

  #leave(address: string): void {
    this.#all--;
    const left = this.#byAddress.get(address)! - 1;
    if (left > 0) this.#byAddress.set(address, left);
    else this.#byAddress.delete(address);
  }
}
