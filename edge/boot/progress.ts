import type { DatabaseProgress } from "./postgres.ts";
import type { StartTexts } from "./texts.ts";

/**
 * The lines of a start: `1/3 Preparing the app … 3.2 s`. On a terminal a line is completed in place; into a file or a
 * log each step is one plain line, written when it is done.
 */
export class Progress implements DatabaseProgress {
  // From the start of the process: what a person waited, loading of modules included.
  readonly #begun = 0;
  #stepBegun = 0;
  #current: string | undefined;
  #number = 0;
  readonly #total: number;
  readonly #texts: StartTexts;
  readonly #live = Deno.stdout.isTerminal();

  constructor(total: number, texts: StartTexts) {
    this.#total = total;
    this.#texts = texts;
  }

  step(text: string): void {
    this.done();
    this.#current = `${++this.#number}/${this.#total} ${text}`;
    this.#stepBegun = performance.now();
    if (this.#live) write(`${this.#current} …`);
  }

  /** Ends the line of the current step. */
  done(): void {
    if (!this.#current) return;
    const line = `${this.#current} … ${this.#seconds(this.#stepBegun)} s\n`;
    write(this.#live ? `\r\x1b[2K${line}` : line);
    this.#current = undefined;
  }

  /** A remark in the middle of a step, on a line of its own. */
  note(text: string): void {
    write(this.#live && this.#current ? `\r\x1b[2K    ${text}\n${this.#current} …` : `    ${text}\n`);
  }

  /** Leaves the line of a step that failed as it is, so that the reason starts on a line of its own. */
  failed(): void {
    if (this.#current) write(this.#live ? "\n" : `${this.#current} …\n`);
    this.#current = undefined;
  }

  ready(url: string, setupUrl: string | undefined, notes: string[] = []): void {
    this.done();
    write(`${this.#texts.ready(this.#seconds(this.#begun))}\n\n  ${this.#texts.open(url)}\n`);
    for (const line of setupUrl ? [this.#texts.setup(setupUrl), ...notes] : notes) write(`  ${line}\n`);
    write("\n");
  }

  #seconds(since: number): string {
    return this.#texts.decimal(((performance.now() - since) / 1000).toFixed(1));
  }
}

function write(text: string): void {
  const bytes = new TextEncoder().encode(text);
  for (let sent = 0; sent < bytes.length;) sent += Deno.stdout.writeSync(bytes.subarray(sent));
}
