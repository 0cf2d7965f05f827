import type { StartTexts } from "./texts.ts";

const SIGNALS: Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM", "SIGHUP"];
/** After this long a part that does not close is left behind; the parts below it (the database) are still stopped. */
const PATIENCE_MS = 15_000;
const ECHO_MS = 1000;

/**
 * What was opened is closed in reverse, once, whether a signal comes in the middle of the start or later. The first
 * signal aborts `signal`; a second one does not wait any more (what it leaves behind, the next start cleans up).
 */
export class Shutdown {
  readonly #open: (() => Promise<unknown>)[] = [];
  readonly #controller = new AbortController();
  readonly #texts: StartTexts;
  #askedAt = 0;

  constructor(texts: StartTexts) {
    this.#texts = texts;
    for (const signal of SIGNALS) Deno.addSignalListener(signal, () => this.#signalled());
  }

  /** Aborted as soon as a signal came: a step that can be cut short listens to it. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Waits for a step and remembers how to undo it; when a signal came meanwhile, throws so that the start ends. */
  async opened<T>(step: Promise<T>, close: (value: T) => Promise<unknown>): Promise<T> {
    const value = await step;
    this.#open.push(() => close(value));
    this.signal.throwIfAborted();
    return value;
  }

  /** Resolves with the signal. */
  async asked(): Promise<void> {
    if (this.signal.aborted) return;
    await new Promise((resolve) => this.signal.addEventListener("abort", resolve, { once: true }));
  }

  /** Closes everything that is open, last opened first. */
  async close(): Promise<void> {
    while (this.#open.length > 0) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<void>((resolve) => timer = setTimeout(resolve, PATIENCE_MS));
      const step = Promise.resolve(this.#open.pop()?.()).catch((error) => console.error(error));
      await Promise.race([step, late]);
      clearTimeout(timer);
    }
  }

  #signalled(): void {
    // A terminal's Ctrl-C reaches us twice: from the terminal itself and passed on by `deno task`.
    if (this.signal.aborted && performance.now() - this.#askedAt < ECHO_MS) return;
    if (this.signal.aborted) {
      console.error(this.#texts.again);
      Deno.exit(1);
    }
    this.#askedAt = performance.now();
    console.log(`\n${this.#texts.stopping}`);
    this.#controller.abort();
  }
}
