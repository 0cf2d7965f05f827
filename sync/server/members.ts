import type { Limits } from "./limits.ts";
import { TokenBucket } from "./token_bucket.ts";

/** What one member uses of this node over all their connections. It outlives these: coming back resets nothing. */
export class Account {
  #sockets = 0;
  readonly frames: TokenBucket;
  readonly bytes: TokenBucket;
  readonly #opens: TokenBucket;

  constructor(private readonly limits: Limits, now: number) {
    this.frames = new TokenBucket(limits.memberFramesPerSecond, limits.memberFramesBurst, now);
    this.bytes = new TokenBucket(limits.memberBytesPerSecond, limits.memberBytesBurst, now);
    this.#opens = new TokenBucket(limits.memberOpensPerSecond, limits.memberOpensBurst, now);
  }

  /** One connection more, until `left`. Out: whether that is within the limits. */
  entered(now: number): boolean {
    this.#sockets++;
    return this.#opens.take(1, now) && this.#sockets <= this.limits.memberSockets;
  }

  /** Something of theirs was refused: the room is read anew, which costs as much as many openings. */
  refused(now: number): void {
    this.#opens.spend(this.limits.refusalOpens, now);
  }

  left(): void {
    this.#sockets--;
  }

  /** Knows nothing that a new one would not know. */
  isFresh(now: number): boolean {
    return this.#sockets === 0 && [this.frames, this.bytes, this.#opens].every((bucket) => bucket.isFull(now));
  }
}

/** The members of this node, as long as there is something to remember of them. [S8] */
export class Members {
  readonly #accounts = new Map<string, Account>();

  constructor(private readonly limits: Limits) {}

  of(id: string, now: number): Account {
    let account = this.#accounts.get(id);
    if (!account) this.#accounts.set(id, account = new Account(this.limits, now));
    return account;
  }

  prune(now: number): void {
    for (const [id, account] of this.#accounts) if (account.isFresh(now)) this.#accounts.delete(id);
  }
}
