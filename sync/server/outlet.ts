import type { Limits } from "./limits.ts";

/** The three things a session needs of a WebSocket. */
export interface DocSocket {
  send(bytes: Uint8Array<ArrayBuffer>): void;
  close(code: number, reason: string): void;
  readonly bufferedAmount: number;
}

type Flow = { type: "flowing" } | { type: "lagging"; fromSeq: number; unsent: number; since: number };

/**
 * What goes down to one reader (SPEC.md S5). Deno buffers without bound and never says when it has drained, so live
 * frames stop above a budget and the buffer is looked at from time to time.
 */
export class Outlet {
  #flow: Flow = { type: "flowing" };
  #largest = 0;
  /** Something was sent since the buffer was last seen empty. */
  #mayWait = false;

  constructor(private readonly socket: DocSocket, private readonly limits: Limits) {}

  get isLagging(): boolean {
    return this.#flow.type === "lagging";
  }

  /** A live frame of the update that brings the reader to the sequence after `seq`; dropped while lagging. */
  live(frame: Uint8Array<ArrayBuffer>, seq: number, now: number): void {
    if (this.#flow.type === "lagging") return;
    const { unsent } = this;
    if (unsent > this.limits.lagBytes) this.#flow = { type: "lagging", fromSeq: seq, unsent, since: now };
    else this.send(frame);
  }

  /** An answer: always sent. Its pieces may wait together as one frame of their size may. */
  send(...frames: Uint8Array<ArrayBuffer>[]): void {
    this.#largest = Math.max(this.#largest, frames.reduce((sum, { byteLength }) => sum + byteLength, 0));
    this.#mayWait = true;
    for (const frame of frames) this.socket.send(frame);
  }

  /** What may be missed by a reader who is behind. */
  sendSpare(frame: Uint8Array<ArrayBuffer>): void {
    if (this.#flow.type === "flowing" && this.unsent <= this.limits.lagBytes) this.send(frame);
  }

  get unsent(): number {
    return this.socket.bufferedAmount;
  }

  /** Where a lagging reader stands now. "drained" is said once, with the sequence it holds. */
  poll(now: number): "fine" | "stalled" | { drainedAt: number } {
    // Of ten thousand idle sockets nothing has to be asked.
    if (!this.#mayWait) return "fine";
    const { unsent } = this;
    this.#mayWait = unsent > 0 || this.#flow.type === "lagging";
    if (!this.#mayWait) this.#largest = 0;
    if (unsent > this.#largest + this.limits.unsentBytes) return "stalled";
    if (this.#flow.type === "flowing") return "fine";
    if (unsent < this.limits.drainedBytes) {
      const drainedAt = this.#flow.fromSeq;
      this.#flow = { type: "flowing" };
      return { drainedAt };
    }
    if (unsent < this.#flow.unsent) this.#flow = { ...this.#flow, unsent, since: now };
    const patience = this.limits.stalledMs + this.#largest / this.limits.slowestBytesPerSecond * 1000;
    return now - this.#flow.since > patience ? "stalled" : "fine";
  }
}
