/** Sends the outbox: in order, in batches, again and again until the server has answered for each action. */
import type { Action, ActionResult } from "@domain/action.ts";
import { ACTIONS_PER_REQUEST, ACTIONS_VERSION } from "@domain/action_limits.ts";
import type { ErrorCode, ErrorParams } from "@domain/error.ts";
import type { OutboxRecord } from "../local_db.ts";
import { Backoff } from "./backoff.ts";

export type FlushHooks = {
  next: (limit: number) => OutboxRecord[];
  /** These are on their way; none after a try that got no answer. */
  sending: (batch: readonly OutboxRecord[]) => void;
  /** The server's word for each; resolves once it is on disk. */
  settle: (results: { record: OutboxRecord; result: ActionResult }[]) => Promise<void>;
  onSignedOut: () => void;
  onTooOld: () => void;
};

const TIMEOUT_MS = 30_000;

type Outcome =
  | { kind: "answered"; results: ActionResult[] }
  | { kind: "again"; afterMs: number }
  | { kind: "signed_out" }
  | { kind: "too_old" };

export class Flusher {
  readonly #hooks: FlushHooks;
  readonly #backoff = new Backoff();
  readonly #stopped = new AbortController();
  #running = false;
  #kicked = false;
  #halted = false;

  constructor(hooks: FlushHooks) {
    this.#hooks = hooks;
  }

  /** Something waits, or the network is back. */
  kick(): void {
    this.#kicked = true;
    this.#backoff.wake();
    if (!this.#running && !this.#halted) void this.#run();
  }

  /** After a new sign-in. */
  resume(): void {
    this.#halted = false;
    this.kick();
  }

  stop(): void {
    this.#halted = true;
    this.#stopped.abort();
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (!this.#halted) {
      this.#kicked = false;
      const batch = this.#hooks.next(ACTIONS_PER_REQUEST);
      if (batch.length === 0) {
        if (this.#kicked) continue;
        break;
      }
      this.#hooks.sending(batch);
      const outcome = await postActions(batch.map(({ action }) => action), this.#stopped.signal);
      if (outcome.kind === "answered") {
        this.#backoff.reset();
        await this.#settle(pair(batch, outcome.results));
      } else if (outcome.kind === "again") {
        this.#hooks.sending([]);
        await this.#backoff.wait(this.#stopped.signal, outcome.afterMs);
      } else {
        // Kept on disk until somebody signs in again, or the page is a newer one.
        this.#halted = true;
        if (outcome.kind === "signed_out") this.#hooks.onSignedOut();
        else this.#hooks.onTooOld();
      }
    }
    this.#running = false;
  }

  /** A disk that refuses leaves the answered actions in the outbox: asked again, the server says the same. */
  async #settle(results: { record: OutboxRecord; result: ActionResult }[]): Promise<void> {
    try {
      await this.#hooks.settle(results);
    } catch (cause) {
      console.error("outbox: the server's answers could not be kept", cause);
      this.#hooks.sending([]);
      await this.#backoff.wait(this.#stopped.signal);
    }
  }
}

async function postActions(actions: Action[], stopped: AbortSignal): Promise<Outcome> {
  try {
    const response = await fetch("/api/actions", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ version: ACTIONS_VERSION, actions }),
      signal: AbortSignal.any([stopped, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    if (response.status === 401) return { kind: "signed_out" };
    const body: { results?: ActionResult[]; code?: ErrorCode; params?: ErrorParams } = await response.json();
    if (response.ok && body.results) return { kind: "answered", results: body.results };
    if (body.code === "client_too_old") return { kind: "too_old" };
    const seconds = body.code === "too_many_tries" ? Number(body.params?.seconds ?? 0) : 0;
    return { kind: "again", afterMs: seconds * 1000 };
  } catch {
    // No network, no answer in time, or a proxy's page instead of JSON: the ids make the repeat harmless.
    return { kind: "again", afterMs: 0 };
  }
}

function pair(batch: OutboxRecord[], results: ActionResult[]): { record: OutboxRecord; result: ActionResult }[] {
  const byId = new Map(results.map((result) => [result.id, result]));
  return batch.flatMap((record, i) => {
    // A malformed action may come back without its id: then its place in the list says which.
    const result = byId.get(record.action.id) ?? results[i];
    return result ? [{ record, result }] : [];
  });
}
