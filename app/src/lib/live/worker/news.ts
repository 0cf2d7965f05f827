/** Gathers what changed and tells the tabs at most every few milliseconds (more seldom while everything streams in). */
import type { ConfigRows } from "@db/cache/mirrored.ts";
import type { Note } from "../rpc_types.ts";

const PAUSE_MS = 25;
const LOADING_PAUSE_MS = 250;
const MANY = 500;

export class News {
  readonly #tell: (note: Note) => void;
  readonly #config: () => ConfigRows;
  readonly #isLoading: () => boolean;
  #conversations = new Set<string>();
  #all = false;
  #lists = false;
  #configChanged = false;
  #notifications = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastAt = 0;

  constructor(tell: (note: Note) => void, config: () => ConfigRows, isLoading: () => boolean) {
    this.#tell = tell;
    this.#config = config;
    this.#isLoading = isLoading;
  }

  changed(conversations: Iterable<string>, { config = false, notifications = false } = {}): void {
    for (const id of conversations) this.#conversations.add(id);
    this.#lists = true;
    this.#configChanged ||= config;
    this.#notifications ||= notifications;
    this.#plan();
  }

  everything(): void {
    this.#all = true;
    this.#configChanged = true;
    this.#notifications = true;
    this.#lists = true;
    this.#plan();
  }

  /** Tells at once what waits to be told: what is said after it must find it told. */
  flush(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#send();
  }

  #plan(): void {
    const pause = this.#isLoading() ? LOADING_PAUSE_MS : PAUSE_MS;
    this.#timer ??= setTimeout(() => this.#send(), Math.max(0, this.#lastAt + pause - Date.now()));
  }

  #send(): void {
    this.#timer = undefined;
    this.#lastAt = Date.now();
    this.#tell({
      note: "changed",
      lists: this.#lists,
      config: this.#configChanged ? this.#config() : undefined,
      conversations: this.#all || this.#conversations.size > MANY ? "all" : [...this.#conversations],
      notifications: this.#notifications,
    });
    this.#conversations = new Set();
    this.#all =
      this.#lists =
      this.#configChanged =
      this.#notifications =
        false;
  }
}
