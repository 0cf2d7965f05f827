/** A rate with a burst. */
export class TokenBucket {
  #tokens: number;
  #at: number;

  constructor(private readonly perSecond: number, private readonly burst: number, now: number) {
    this.#tokens = burst;
    this.#at = now;
  }

  /** False when there is not enough left. */
  take(amount: number, now: number): boolean {
    this.#fill(now);
    if (this.#tokens < amount) return false;
    this.#tokens -= amount;
    return true;
  }

  /** Takes it even when it is not there: what comes next waits the longer. */
  spend(amount: number, now: number): void {
    this.#fill(now);
    this.#tokens -= amount;
  }

  isFull(now: number): boolean {
    this.#fill(now);
    return this.#tokens === this.burst;
  }

  #fill(now: number): void {
    this.#tokens = Math.min(this.burst, this.#tokens + (now - this.#at) / 1000 * this.perSecond);
    this.#at = now;
  }
}
