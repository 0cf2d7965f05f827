/** The line at the foot of the screen, from what feed and outbox say (SYN-01 to SYN-05). */
import type { SyncState } from "../desk_api.ts";

/** How long "what came and went" stays before it is simply live again. */
export const RETURNED_MS = 8_000;

export type LineInput = { waiting: number; held: number };

export class SyncLine {
  #feed: "starting" | "open" | "level" | "down" = "starting";
  /** Nothing cached yet. */
  #cold: boolean;
  #wasLevel = false;
  #since = 0;
  #savedAt: number;
  #progress = { done: 0, total: 0 };
  #resyncing = false;
  #failed = false;
  #old = false;
  /** Counts since the network was lost; undefined when it was not. */
  #away: { sent: number; received: number } | undefined;
  #returned: { at: number; sent: number; received: number } | undefined;

  constructor(cold: boolean, now: number) {
    this.#cold = cold;
    this.#savedAt = now;
  }

  get away(): boolean {
    return this.#away !== undefined;
  }

  warm(): void {
    this.#cold = false;
  }

  open(): void {
    this.#feed = "open";
    this.#failed = false;
    this.#progress = { done: 0, total: 0 };
  }

  down(now: number): void {
    if (this.#feed !== "down") this.#since = now;
    this.#feed = "down";
    this.#away ??= { sent: 0, received: 0 };
    this.#returned = undefined;
    // Said until the server answers: the next tries by itself must not take the words away at once.
    this.#failed ||= this.#resyncing;
    this.#resyncing = false;
  }

  progress(done: number, total: number): void {
    this.#progress = { done, total };
  }

  received(count: number): void {
    if (this.#away && this.#feed !== "level") this.#away.received += count;
  }

  sent(count: number): void {
    if (this.#away) this.#away.sent += count;
  }

  level(now: number): void {
    this.#feed = "level";
    this.#wasLevel = true;
    this.#cold = false;
    this.#resyncing = false;
    this.#savedAt = now;
  }

  /** The last waiting action arrived. */
  saved(now: number): void {
    this.#savedAt = now;
  }

  /** Everything is fetched again. */
  reset(): void {
    this.#feed = "open";
    this.#progress = { done: 0, total: 0 };
  }

  resync(): void {
    this.#resyncing = true;
  }

  old(): void {
    this.#old = true;
  }

  state(now: number, { waiting, held }: LineInput): SyncState {
    if (this.#old) return { kind: "old" };
    if (this.#feed === "down") {
      return this.#failed
        ? { kind: "failed", since: this.#since, waiting }
        : { kind: "offline", since: this.#since, waiting };
    }
    if (this.#cold) return { kind: "loading", ...this.#progress };
    const level = this.#feed === "level";
    if (this.#away) {
      if (!level || waiting > 0) return this.#syncing(waiting);
      this.#returned = { at: now, ...this.#away };
      this.#away = undefined;
      this.#savedAt = now;
    }
    // What is cached shows, but nobody has said yet that it is all there is.
    if (!this.#wasLevel) return this.#syncing(waiting);
    if (this.#resyncing || (this.#feed === "open" && this.#progress.total > 0)) return this.#syncing(waiting);
    if (this.#returned && now - this.#returned.at < RETURNED_MS) return { kind: "returned", ...this.#returned, held };
    this.#returned = undefined;
    return { kind: "live", savedAt: this.#savedAt };
  }

  #syncing(waiting: number): SyncState {
    const sent = this.#away?.sent ?? 0;
    return { kind: "syncing", done: this.#progress.done + sent, total: this.#progress.total + sent + waiting };
  }
}
