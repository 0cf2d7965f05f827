import { encodeStep1 } from "../wire/frame.ts";

/** The server says something at least every 15 s. */
const SILENCE_MS = 45_000;

export type ConnectionDeps = {
  open: () => WebSocket;
  stateVector: () => Uint8Array;
  hear: (bytes: Uint8Array<ArrayBuffer>) => void;
  opened: () => void;
  closed: (code: number) => void;
};

/** One socket, from opening to its end, which is told once. */
export class Connection {
  readonly #socket: WebSocket;
  #ended = false;
  #watch: ReturnType<typeof setTimeout> | undefined;
  /** Update frames sent, in order, that were not acknowledged. */
  readonly frames: { count: number; settle: () => void }[] = [];
  sent = 0;
  /** The server's first step 1 was answered: from now on every edit goes at once. */
  offered = false;

  constructor(private readonly deps: ConnectionDeps) {
    this.#socket = deps.open();
    this.#socket.binaryType = "arraybuffer";
    this.#socket.onopen = () => {
      deps.opened();
      this.send(encodeStep1(deps.stateVector()));
    };
    this.#socket.onmessage = ({ data }) => {
      this.#listen();
      if (data instanceof ArrayBuffer) deps.hear(new Uint8Array(data));
    };
    this.#socket.onclose = ({ code }) => this.end(code);
    this.#listen();
  }

  send(bytes: Uint8Array<ArrayBuffer>): void {
    if (!this.#ended && this.#socket.readyState === WebSocket.OPEN) this.#socket.send(bytes);
  }

  /** An update frame; `settle` is called when the server has committed it. */
  sendUpdate(bytes: Uint8Array<ArrayBuffer>, settle: () => void): void {
    this.frames.push({ count: ++this.sent, settle });
    this.send(bytes);
  }

  saved(count: number): void {
    while (this.frames.length > 0 && this.frames[0]!.count <= count) this.frames.shift()!.settle();
  }

  /** Does not wait for the other side: it may be gone without a word. */
  end(code = 1000): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#watch);
    this.#socket.onmessage = null;
    this.#socket.onclose = null;
    this.#socket.close();
    this.deps.closed(code);
  }

  #listen(): void {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.end(1006), SILENCE_MS);
  }
}
