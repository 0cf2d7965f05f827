/** y-websocket's frames (y-protocols/PROTOCOL.md), both directions. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { MESSAGE, SYNC } from "./message_type.ts";

export type Frame =
  | { type: "step1"; stateVector: Uint8Array<ArrayBuffer> }
  /** A change: the answer to a step 1, or a live update. Both count as update frames. */
  | { type: "update"; answer: boolean; update: Uint8Array<ArrayBuffer> }
  | { type: "awareness"; entries: AwarenessEntry[]; body: Uint8Array<ArrayBuffer> }
  | { type: "queryAwareness" }
  | { type: "other"; code: number; rest: decoding.Decoder };

/** One client's state; `state` is JSON, "null" when it left. */
export type AwarenessEntry = { clientId: number; clock: number; state: string };

/** Reads one frame. Throws on bytes that are not one. */
export function decodeFrame(bytes: Uint8Array<ArrayBuffer>): Frame {
  const decoder = decoding.createDecoder(bytes);
  const code = decoding.readVarUint(decoder);
  switch (code) {
    case MESSAGE.sync: {
      const step = decoding.readVarUint(decoder);
      const body = decoding.readVarUint8Array(decoder) as Uint8Array<ArrayBuffer>;
      if (step === SYNC.step1) return { type: "step1", stateVector: body };
      if (step === SYNC.step2 || step === SYNC.update) {
        return { type: "update", answer: step === SYNC.step2, update: body };
      }
      throw new Error(`cannot read a sync frame: step is ${step}`);
    }
    case MESSAGE.awareness: {
      const body = decoding.readVarUint8Array(decoder) as Uint8Array<ArrayBuffer>;
      return { type: "awareness", entries: decodeAwareness(body), body };
    }
    case MESSAGE.queryAwareness:
      return { type: "queryAwareness" };
    default:
      return { type: "other", code, rest: decoder };
  }
}

export const encodeStep1 = (stateVector: Uint8Array): Uint8Array<ArrayBuffer> => encodeSync(SYNC.step1, stateVector);
export const encodeStep2 = (update: Uint8Array): Uint8Array<ArrayBuffer> => encodeSync(SYNC.step2, update);
export const encodeUpdate = (update: Uint8Array): Uint8Array<ArrayBuffer> => encodeSync(SYNC.update, update);

export const encodeAwareness = (entries: readonly AwarenessEntry[]): Uint8Array<ArrayBuffer> =>
  joinAwareness(entries.map(encodeEntry));

/** One awareness frame for many readers, each entry encoded once. */
export class AwarenessFrame {
  readonly #entries: Map<number, Uint8Array>;
  readonly #whole: Uint8Array<ArrayBuffer>;

  constructor(entries: readonly AwarenessEntry[]) {
    this.#entries = new Map(entries.map((entry) => [entry.clientId, encodeEntry(entry)]));
    this.#whole = joinAwareness([...this.#entries.values()]);
  }

  /** Undefined when nothing is left. */
  without(clientIds: ReadonlySet<number>): Uint8Array<ArrayBuffer> | undefined {
    const left = new Map(this.#entries);
    for (const clientId of clientIds) left.delete(clientId);
    if (left.size === this.#entries.size) return this.#whole;
    return left.size > 0 ? joinAwareness([...left.values()]) : undefined;
  }
}

function encodeEntry({ clientId, clock, state }: AwarenessEntry): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, clientId);
  encoding.writeVarUint(encoder, clock);
  encoding.writeVarString(encoder, state);
  return encoding.toUint8Array(encoder);
}

function joinAwareness(entries: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const body = encoding.createEncoder();
  encoding.writeVarUint(body, entries.length);
  for (const entry of entries) encoding.writeUint8Array(body, entry);
  const frame = encoding.createEncoder();
  encoding.writeVarUint(frame, MESSAGE.awareness);
  encoding.writeVarUint8Array(frame, encoding.toUint8Array(body));
  return encoding.toUint8Array(frame);
}

function encodeSync(step: number, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.sync);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, body);
  return encoding.toUint8Array(encoder);
}

function decodeAwareness(bytes: Uint8Array): AwarenessEntry[] {
  const decoder = decoding.createDecoder(bytes);
  const entries: AwarenessEntry[] = [];
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    entries.push({
      clientId: decoding.readVarUint(decoder),
      clock: decoding.readVarUint(decoder),
      state: decoding.readVarString(decoder),
    });
  }
  return entries;
}
