import { docKey, type DocRef } from "../doc/kinds.ts";

export type TabMessage =
  | { type: "update"; update: Uint8Array<ArrayBuffer> }
  /** A tab opened the document and asks the others for what it lacks. */
  | { type: "hello"; stateVector: Uint8Array<ArrayBuffer> }
  /** The server refused what this browser holds: every tab must let go of its copy. */
  | { type: "fork" };

/** The part of BroadcastChannel that is used. */
export interface TabPort {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
  close(): void;
}

/** Tabs of one browser tell each other what they write, with and without network. [C5] */
export class TabChannel {
  readonly #port: TabPort | undefined;

  constructor(ref: DocRef, open: ((name: string) => TabPort) | undefined, hear: (message: TabMessage) => void) {
    this.#port = open?.(`mutirao:doc:${docKey(ref)}`);
    // Only this class posts on the channel.
    if (this.#port) this.#port.onmessage = ({ data }) => hear(data as TabMessage);
  }

  post(message: TabMessage): void {
    this.#port?.postMessage(message);
  }

  close(): void {
    this.#port?.close();
  }
}
