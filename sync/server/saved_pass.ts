import type { Session } from "./session.ts";

/** Acknowledgements that may wait a moment: all of a node in one pass. */
export class SavedPass {
  readonly #late = new Set<Session>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly everyMs: number) {}

  add(session: Session): void {
    this.#late.add(session);
    this.#timer ??= setTimeout(() => this.#tell(), this.everyMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #tell(): void {
    this.#timer = undefined;
    for (const session of this.#late) session.tellSaved();
    this.#late.clear();
  }
}
