/** Waits between tries: full jitter, so that a thousand browsers do not come back in step; cut short when woken. */
const FIRST_MS = 500;
const LONGEST_MS = 30_000;

export class Backoff {
  #tries = 0;
  #wake: (() => void) | undefined;

  get tries(): number {
    return this.#tries;
  }

  reset(): void {
    this.#tries = 0;
  }

  /** Ends the wait under way, if any: the network came back or a person asked. */
  wake(): void {
    this.#wake?.();
  }

  /** `atLeast`: what the server asked for, ms. */
  wait(signal: AbortSignal, atLeast = 0): Promise<void> {
    const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#tries++);
    return new Promise((resolve) => {
      const timer = setTimeout(done, Math.max(atLeast, Math.random() * ceiling));
      const stop = () => done();
      function done() {
        clearTimeout(timer);
        signal.removeEventListener("abort", stop);
        resolve();
      }
      this.#wake = done;
      if (signal.aborted) done();
      else signal.addEventListener("abort", stop);
    });
  }
}
