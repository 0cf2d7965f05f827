import { CLOSE } from "../wire/close_code.ts";
import type { Limits } from "./limits.ts";
import type { Session } from "./session.ts";

/** `frames` keeps what all of them are given from being encoded anew for each. */
type Waiting = { frames: readonly Uint8Array[]; bytes: number; go: () => void };
type Taking = { bytes: number; granted: number; until: number; isSlow: boolean };

/**
 * Whole documents of some size go to a few readers at a time: a hundred who come at once would hold a hundred copies
 * in the buffers of their sockets. The next one's turn comes when somebody has taken theirs, or takes long: those who
 * are slow have an account of their own, and only when that is full too everybody waits. One at a time a member, so that
 * nobody takes all the places. [S5]
 *
 * Closing gives no memory back: Deno sends what is in the buffer first, to a peer that may never read it. So who was sent
 * away is counted on; only who went by themselves is gone.
 */
export class LargeAnswers {
  readonly #waiting = new Map<Session, Waiting>();
  readonly #taking = new Map<Session, Taking>();
  /** Given out and not yet taken, at most; and of the slow. */
  #bytes = 0;
  #slowBytes = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly limits: Limits, private readonly now: () => number) {}

  /** May these frames go to this reader now? If not, `go` is called when its turn has come: ask again then. */
  mayGo(session: Session, frames: readonly Uint8Array[], go: () => void): boolean {
    const bytes = frames.reduce((sum, { byteLength }) => sum + byteLength, 0);
    if (bytes <= this.limits.largeBytes || this.#taking.has(session)) return true;
    if (this.#waiting.size === 0 && this.#hasPlace(session, bytes)) {
      this.#grant(session, bytes);
      return true;
    }
    this.#waiting.set(session, { frames, bytes, go });
    this.#look();
    return false;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#waiting.clear();
  }

  /** A single one larger than the budget has it alone. */
  #hasPlace(session: Session, bytes: number): boolean {
    if (this.#bytes > 0 && this.#bytes + bytes > this.limits.largeUnsentBytes) return false;
    if (this.#slowBytes > 0 && this.#slowBytes + bytes > this.limits.largeSlowBytes) return false;
    for (const other of this.#taking.keys()) if (other.member.id === session.member.id) return false;
    return true;
  }

  #grant(session: Session, bytes: number): void {
    const granted = this.now();
    const until = granted + this.limits.stalledMs + bytes / this.limits.slowestBytesPerSecond * 1000;
    this.#taking.set(session, { bytes, granted, until, isSlow: false });
    this.#bytes += bytes;
    this.#look();
  }

  #look(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#settle();
      this.#callNext();
      if (this.#taking.size > 0 || this.#waiting.size > 0) this.#look();
    }, this.limits.largePollMs);
  }

  #settle(): void {
    const now = this.now();
    for (const [session, taking] of this.#taking) {
      // Granted, and sent a moment later: until the room has nothing in flight.
      const isTaken = now > taking.granted + this.limits.largePollMs &&
        session.outlet.unsent < this.limits.drainedBytes;
      const { state } = session;
      const isGone = state.type === "closed" && state.code === 1000;
      if (isGone || now > taking.until || (isTaken && state.type !== "closed")) this.#release(session, taking);
      if (!isTaken && now > taking.until) session.close(CLOSE.stalled, "reader too slow");
      else if (!taking.isSlow && now > taking.granted + this.limits.largeTurnMs) this.#setAside(taking);
    }
  }

  #setAside(taking: Taking): void {
    taking.isSlow = true;
    this.#bytes -= taking.bytes;
    this.#slowBytes += taking.bytes;
  }

  #release(session: Session, { bytes, isSlow }: Taking): void {
    this.#taking.delete(session);
    if (isSlow) this.#slowBytes -= bytes;
    else this.#bytes -= bytes;
  }

  #callNext(): void {
    for (const [session, { bytes, go }] of this.#waiting) {
      if (session.state.type === "closed") this.#waiting.delete(session);
      else if (this.#hasPlace(session, bytes)) {
        this.#waiting.delete(session);
        this.#grant(session, bytes);
        go();
        // What is sent is copied, which takes a while: one a turn, and others are served in between.
        return;
      }
    }
  }
}
