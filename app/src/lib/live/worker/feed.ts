/** The one feed of this browser: connects, resumes at its cursor, reconnects with jitter. */
import { type FeedEvents, MIRROR_VERSION, type RowsEvent } from "@domain/feed.ts";
import { TABLES } from "@domain/tables.ts";
import { Backoff } from "./backoff.ts";
import { type SseEvent, sseEvents } from "./sse.ts";

export type FeedEvent = { [E in keyof FeedEvents]: { type: E; data: FeedEvents[E]; cursor: string | undefined } }[
  keyof FeedEvents
];
export type FeedState = "open" | "down" | "signed_out";
export type FeedHooks = {
  /** Where to go on; undefined asks for everything. */
  cursor: () => string | undefined;
  onEvent: (event: FeedEvent) => void;
  /** `down` is said when a try to connect failed or the network is known to be gone, not when a stream merely ended. */
  onState: (state: FeedState) => void;
};

/** Nothing at all for this long, heartbeats included: the stream is dead though nobody closed it. */
const SILENCE_MS = 50_000;
/** Headers come at once, whatever there is to load. */
const CONNECT_MS = 10_000;
const BRIEF_MS = 1_000;
const TYPES = ["rows", "gone", "reset", "progress", "level", "live"] as const satisfies (keyof FeedEvents)[];

export class Feed {
  readonly #hooks: FeedHooks;
  readonly #backoff = new Backoff();
  readonly #stopped = new AbortController();
  #connection = new AbortController();
  /** We cut the stream ourselves to get a new one: that is no failure. */
  #fresh = false;

  constructor(hooks: FeedHooks) {
    this.#hooks = hooks;
    void this.#run();
  }

  /** Connects now: with what is there, or after `fresh` (a reset, a person's resync) with a new stream. */
  wake(fresh = false): void {
    this.#backoff.reset();
    this.#fresh = fresh;
    if (fresh) this.#connection.abort();
    this.#backoff.wake();
  }

  /** The network is known to be gone: a stream that hangs must not look alive. */
  lost(): void {
    this.#hooks.onState("down");
    this.#connection.abort();
  }

  stop(): void {
    this.#stopped.abort();
    this.#connection.abort();
  }

  async #run(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      const ended = await this.#connect();
      if (ended === "signed_out") return this.#hooks.onState("signed_out");
      if (ended === "failed" && !this.#stopped.signal.aborted) this.#hooks.onState("down");
      if (ended !== "ended") await this.#backoff.wait(this.#stopped.signal);
    }
  }

  async #connect(): Promise<"ended" | "brief" | "failed" | "signed_out"> {
    const connection = this.#connection = new AbortController();
    this.#fresh = false;
    const cursor = this.#hooks.cursor();
    const query = new URLSearchParams({ mirror: String(MIRROR_VERSION), ...(cursor === undefined ? {} : { cursor }) });
    let heardAt: number | undefined;
    let silence = setTimeout(() => connection.abort(), CONNECT_MS);
    try {
      const response = await fetch(`/api/feed?${query}`, {
        headers: { accept: "text/event-stream" },
        cache: "no-store",
        signal: connection.signal,
      });
      if (response.status === 401) return "signed_out";
      if (!response.ok || !response.body) return "failed";
      this.#hooks.onState("open");
      const alive = () => {
        clearTimeout(silence);
        silence = setTimeout(() => connection.abort(), SILENCE_MS);
      };
      alive();
      for await (const event of sseEvents(response.body, alive)) {
        if (connection.signal.aborted) break;
        heardAt ??= Date.now();
        const parsed = parseEvent(event);
        if (parsed) this.#hooks.onEvent(parsed);
      }
    } catch (cause) {
      if (!isNetwork(cause)) console.error("feed: broke", cause);
    } finally {
      clearTimeout(silence);
      connection.abort();
    }
    if (this.#fresh) return "ended";
    if (heardAt === undefined) return "failed";
    // A stream that held and ended (a deploy, a proxy's limit) is tried again at once, one that broke off with a pause.
    if (Date.now() - heardAt < BRIEF_MS) return "brief";
    this.#backoff.reset();
    return "ended";
  }
}

/** Rows are not parsed one by one: the server that serves this page made them, and the mirror's version travels along. */
function parseEvent({ event, data, id }: SseEvent): FeedEvent | undefined {
  const type = TYPES.find((known) => known === event);
  if (!type) return undefined;
  const parsed = { type, data: JSON.parse(data), cursor: id === "" ? undefined : id } as FeedEvent;
  if (parsed.type === "rows" && !isRows(parsed.data)) return undefined;
  return parsed;
}

function isRows(data: RowsEvent): boolean {
  return TABLES.includes(data.table) && Array.isArray(data.rows);
}

function isNetwork(cause: unknown): boolean {
  return cause instanceof TypeError || (cause instanceof DOMException && cause.name === "AbortError");
}
