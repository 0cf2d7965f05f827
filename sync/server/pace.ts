/** Below so many updates a millisecond nothing is won by waiting. */
const QUIET = 0.4;
/** How much longer a group may be for each update a millisecond more. */
const MS_EACH = 5;
const LONGEST_MS = 20;
/** The rate is that of about so long. */
const MEMORY_MS = 200;

/**
 * How long a group commit collects. The more is written, the more updates of one room go to each of its readers in one
 * frame instead of many, and into one row; a quiet node's update waits for nothing.
 */
export class Pace {
  #perMs = 0;
  #at = -Infinity;

  /** How long the group that is due may still wait. */
  wait(now: number): number {
    if (this.#perMs < QUIET) return 0;
    return Math.max(0, this.#at + Math.min(LONGEST_MS, this.#perMs * MS_EACH) - now);
  }

  /** A group of so many updates goes now. */
  committing(updates: number, now: number): void {
    const passed = Math.max(0.1, now - this.#at);
    const weight = 1 - Math.exp(-passed / MEMORY_MS);
    this.#perMs += (updates / passed - this.#perMs) * weight;
    this.#at = now;
  }
}
