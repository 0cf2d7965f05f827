/**
 * Calls from tabs to whichever worker leads, over BroadcastChannel. A call that meets no leader, or a leader that dies,
 * is put again to the next one: every call is either a question or made harmless to repeat by its ids.
 */
import type { CallName, Calls, Note } from "./rpc_types.ts";

type Request = { tab: string; id: number; name: CallName; input: unknown };
type Reply = { id: number; ok: true; output: unknown } | { id: number; ok: false; message: string };

const TIMEOUT_MS = 20_000;

/** No answer in time, also after a change of leader. */
export class NoAnswer extends Error {}

type Waiting = {
  request: Request;
  resolve: (output: unknown) => void;
  reject: (cause: Error) => void;
  timer: ReturnType<typeof setTimeout>;
};

export class LeaderClient {
  readonly #tab = crypto.getRandomValues(new Uint32Array(4)).join("-");
  readonly #requests: BroadcastChannel;
  readonly #replies: BroadcastChannel;
  readonly #notes: BroadcastChannel;
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;

  constructor(scope: string, onNote: (note: Note) => void) {
    this.#requests = new BroadcastChannel(`${scope}/requests`);
    this.#replies = new BroadcastChannel(`${scope}/replies/${this.#tab}`);
    this.#notes = new BroadcastChannel(`${scope}/notes`);
    this.#replies.onmessage = ({ data }: MessageEvent<Reply>) => this.#settle(data);
    this.#notes.onmessage = ({ data }: MessageEvent<Note>) => {
      if (data.note === "leader") {
        for (const { request } of this.#waiting.values()) this.#requests.postMessage(request);
      }
      onNote(data);
    };
  }

  /** Throws NoAnswer after `timeout`, and Error with the worker's message when the call broke there. */
  call<N extends CallName>(name: N, input: Calls[N]["in"], timeout = TIMEOUT_MS): Promise<Calls[N]["out"]> {
    const request: Request = { tab: this.#tab, id: this.#next++, name, input };
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(request.id);
        reject(new NoAnswer(`data worker: no answer to ${name} in ${timeout} ms`));
      }, timeout);
      // The output's type is the call's own; both ends are compiled from one table.
      this.#waiting.set(request.id, { request, resolve: resolve as (output: unknown) => void, reject, timer });
      this.#requests.postMessage(request);
    });
  }

  close(): void {
    for (const { timer, reject } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(new NoAnswer("data worker: this page closed"));
    }
    this.#waiting.clear();
    for (const channel of [this.#requests, this.#replies, this.#notes]) channel.close();
  }

  #settle(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    if (!waiting) return;
    this.#waiting.delete(reply.id);
    clearTimeout(waiting.timer);
    if (reply.ok) waiting.resolve(reply.output);
    else waiting.reject(new Error(reply.message));
  }
}

export type Handlers = { [N in CallName]: (input: Calls[N]["in"]) => Promise<Calls[N]["out"]> | Calls[N]["out"] };

export class LeaderServer {
  readonly #scope: string;
  readonly #notes: BroadcastChannel;
  readonly #requests: BroadcastChannel;
  readonly #tabs = new Map<string, BroadcastChannel>();

  /** Listens before it announces itself, so that no call falls between. */
  constructor(scope: string, handlers: Handlers) {
    this.#scope = scope;
    this.#notes = new BroadcastChannel(`${scope}/notes`);
    this.#requests = new BroadcastChannel(`${scope}/requests`);
    this.#requests.onmessage = ({ data }: MessageEvent<Request>) => void this.#answer(data, handlers);
    this.tell({ note: "leader" });
  }

  tell(note: Note): void {
    this.#notes.postMessage(note);
  }

  close(): void {
    this.#requests.close();
    this.#notes.close();
    for (const channel of this.#tabs.values()) channel.close();
  }

  async #answer({ tab, id, name, input }: Request, handlers: Handlers): Promise<void> {
    let reply: Reply;
    try {
      // `Calls` pairs each name with its input; the compiler cannot follow that through a union of names.
      const handle = handlers[name] as (input: unknown) => unknown;
      reply = { id, ok: true, output: await handle(input) };
    } catch (cause) {
      console.error(`data worker: ${name} failed`, cause);
      reply = { id, ok: false, message: cause instanceof Error ? cause.message : String(cause) };
    }
    this.#channelOf(tab).postMessage(reply);
  }

  #channelOf(tab: string): BroadcastChannel {
    let channel = this.#tabs.get(tab);
    if (!channel) {
      channel = new BroadcastChannel(`${this.#scope}/replies/${tab}`);
      this.#tabs.set(tab, channel);
    }
    return channel;
  }
}
