import { percentile } from "../numbers.ts";
import { type Door, WireClient } from "./wire_client.ts";
import { Writer } from "./writer.ts";

export type Latency = { p50: number; p99: number; written: number; arrived: number };

const EVERY_MS = 20;
const LATE_MS = 10_000;
const now = () => performance.timeOrigin + performance.now();
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Pairs of colleagues, each in a document of their own, one typing and the other reading: what disturbs the others? */
export class Bystanders {
  readonly #writers: Writer[] = [];
  #arrived: number[] = [];

  static async open(door: Door, rooms: readonly string[]): Promise<Bystanders> {
    const bystanders = new Bystanders();
    for (const [at, room] of rooms.entries()) {
      const pair = [new Writer(() => {}), new Writer((_, __, writtenAt) => bystanders.#count(writtenAt))];
      for (const [side, writer] of pair.entries()) {
        const client = new WireClient(door, at * 2 + side, room, writer.doc);
        await client.synced;
      }
      pair[0]!.begin();
      bystanders.#writers.push(pair[0]!);
    }
    return bystanders;
  }

  /** They type in turn until `goesOn` says no; what is late is waited for. Latency is from the key to the other's copy. */
  async measure(goesOn: () => boolean): Promise<Latency> {
    this.#arrived = [];
    let written = 0;
    for (const begun = performance.now(); goesOn(); await pause(1)) {
      const due = Math.floor((performance.now() - begun) / EVERY_MS);
      for (; written < due; written++) {
        this.#writers[written % this.#writers.length]!.write(now() + written * 0.001 % 0.1);
      }
    }
    for (const end = now() + LATE_MS; this.#arrived.length < written && now() < end;) await pause(10);
    const { length: arrived } = this.#arrived;
    return { p50: percentile(this.#arrived, 0.5), p99: percentile(this.#arrived, 0.99), written, arrived };
  }

  #count(writtenAt: number): void {
    this.#arrived.push(now() - writtenAt);
  }
}
