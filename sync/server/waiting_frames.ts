import { isFinal } from "../wire/close_code.ts";
import type { Limits } from "./limits.ts";
import type { Frame } from "./room_types.ts";

/** Update frames of a room nobody has looked at yet, in the order they came. */
export class WaitingFrames {
  #frames: Frame[] = [];
  #bytes = 0;

  constructor(private readonly limits: Limits) {}

  get length(): number {
    return this.#frames.length;
  }

  /** False when this would be more than may wait for the store. [S8] */
  push(frame: Frame): boolean {
    if (this.#bytes + frame.update.byteLength > this.limits.roomWaitingBytes) return false;
    this.#frames.push(frame);
    this.#bytes += frame.update.byteLength;
    return true;
  }

  /** The next ones, so many as are checked in one go; not of those who were sent away for good. */
  take(): Frame[] {
    let [count, bytes] = [0, 0];
    for (const { update } of this.#frames) {
      if (count > 0 && (count >= this.limits.cutFrames || bytes + update.byteLength > this.limits.cutBytes)) break;
      count++;
      bytes += update.byteLength;
    }
    this.#bytes -= bytes;
    return this.#frames.splice(0, count).filter(({ session: { state } }) =>
      state.type !== "closed" || !isFinal(state.code)
    );
  }

  /** Taken, and to be looked at again before the others. */
  putBack(frames: readonly Frame[]): void {
    this.#frames = [...frames, ...this.#frames];
    for (const { update } of frames) this.#bytes += update.byteLength;
  }
}
