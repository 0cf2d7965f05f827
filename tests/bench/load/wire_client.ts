import * as Y from "yjs";
import { decodeFrame, encodeStep1, encodeStep2, encodeUpdate, type Frame } from "@sync/wire/frame.ts";

/** Where ours listens, and one cookie a member. */
export type Door = { url: string; origin: string; cookies: readonly string[] };

export const headersOf = (door: Door, member: number): Record<string, string> => ({
  cookie: `session=${door.cookies[member % door.cookies.length]}`,
  origin: door.origin,
});

type Hear = { heard?: (frame: Frame) => void; ended?: (code: number) => void };

/** A bare connection to a document; with a `doc` it keeps that level, without it looks at frames only. */
export class WireClient {
  /** The answer to our step 1 is here. */
  readonly synced: Promise<void>;
  readonly #socket: WebSocket;

  constructor(door: Door, member: number, room: string, doc: Y.Doc | undefined, { heard, ended }: Hear = {}) {
    const socket = new WebSocket(`${door.url}/${room}`, { headers: headersOf(door, member) } as unknown as string[]);
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.send(encodeStep1(doc ? Y.encodeStateVector(doc) : NOTHING));
    doc?.on("update", (update: Uint8Array, origin: unknown) => origin !== this && this.send(encodeUpdate(update)));
    const synced = Promise.withResolvers<void>();
    this.synced = synced.promise;
    // Whoever waits is told; a crowd's member nobody waits for may go.
    this.synced.catch(() => {});
    socket.onmessage = ({ data }) => {
      const frame = decodeFrame(new Uint8Array(data));
      if (frame.type === "step1" && doc) this.send(encodeStep2(Y.encodeStateAsUpdate(doc, frame.stateVector)));
      if (frame.type === "update" && doc) Y.applyUpdate(doc, frame.update, this);
      if (frame.type === "update" && frame.answer) synced.resolve();
      heard?.(frame);
    };
    socket.onclose = ({ code }) => {
      synced.reject(new Error(`closed with ${code}`));
      ended?.(code);
    };
  }

  send(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(bytes);
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  close(): void {
    this.#socket.close();
  }
}

const NOTHING = new Uint8Array([0]);
