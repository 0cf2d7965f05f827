import { hmacHex } from "@edge/channels/hmac.ts";
import type { State } from "./state.ts";

/** One change of a webhook, with a word for the log. */
export type Change = { field: string; value: Record<string, unknown>; what: string; detail: string };

/**
 * Sends signed webhooks the way Meta does: at least once, again after anything but 200, in no promised order,
 * several changes in one POST when they gather.
 */
export class Webhooks {
  url: string | undefined;
  #held: Change[] = [];
  #timers = new Set<ReturnType<typeof setTimeout>>();
  #running = new Set<Promise<void>>();
  #stop = new AbortController();

  constructor(private readonly state: State) {}

  /** Meta's own check of an address, before it is used. */
  async connect(url: string): Promise<{ ok: boolean; status: number }> {
    const target = new URL(url);
    target.searchParams.set("hub.mode", "subscribe");
    target.searchParams.set("hub.challenge", "1158201444");
    target.searchParams.set("hub.verify_token", this.state.options.verifyToken);
    const response = await fetch(target, { signal: this.#stop.signal });
    const ok = response.status === 200 && await response.text() === "1158201444";
    if (ok) {
      this.url = url;
      this.state.isSubscribed = true;
    }
    return { ok, status: response.status };
  }

  emit(...changes: Change[]): void {
    this.#held.push(...changes);
    if (!this.state.faults.hold) this.flush();
  }

  /** Sends what was held, as one POST. */
  flush(): void {
    const changes = this.#held.splice(0);
    if (changes.length === 0) return;
    const body = JSON.stringify(this.#envelope(changes));
    this.#later(this.state.faults.delayMs, () => this.#deliver(body, changes, 0));
    if (this.state.faults.duplicate) {
      this.#later(this.state.faults.delayMs + 20, () => this.#deliver(body, changes, 0, true));
    }
  }

  /** Resolves when no webhook is on its way or waiting for its next try. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled([...this.#running]);
  }

  async close(): Promise<void> {
    this.#stop.abort();
    for (const timer of this.#timers) clearTimeout(timer);
    await Promise.race([this.idle(), Promise.resolve()]);
  }

  #later(ms: number, work: () => Promise<void>): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#running.add(promise);
    const timer = setTimeout(async () => {
      this.#timers.delete(timer);
      try {
        await work();
      } finally {
        this.#running.delete(promise);
        resolve();
      }
    }, ms);
    this.#timers.add(timer);
  }

  async #deliver(body: string, changes: Change[], attempt: number, isDuplicate = false): Promise<void> {
    if (!this.url || this.#stop.signal.aborted) return;
    const isLost = attempt === 0 && Math.random() * 100 < this.state.faults.lossPercent;
    const start = performance.now();
    let result = "perdido";
    let isAccepted = false;
    if (!isLost) {
      try {
        const response = await fetch(this.url, {
          method: "POST",
          headers: {
            "content-type": "application/json",
            "x-hub-signature-256": `sha256=${hmacHex(this.state.options.appSecret, body)}`,
          },
          body,
          signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(10_000)]),
        });
        await response.body?.cancel();
        isAccepted = response.status === 200;
        result = `${response.status}, ${Math.round(performance.now() - start)} ms`;
      } catch (error) {
        result = error instanceof Error ? error.name : "erro";
      }
    }
    const way = isDuplicate || attempt > 0 ? "again" as const : "in" as const;
    for (const { what, detail } of changes) this.state.note({ way, what, detail, result });
    if (isAccepted || this.#stop.signal.aborted) return;
    const delays = this.state.options.retryDelaysMs;
    const wait = delays[Math.min(attempt, delays.length - 1)] ?? 1000;
    this.#later(wait, () => this.#deliver(body, changes, attempt + 1));
  }

  #envelope(changes: Change[]): Record<string, unknown> {
    const { wabaId, displayPhone, phoneNumberId } = this.state.options;
    const extra = this.state.faults.unknownFields ? { xp_experiment_bucket: { arm: 3 } } : {};
    return {
      object: "whatsapp_business_account",
      entry: [{
        id: wabaId,
        changes: changes.map(({ field, value }) => ({
          field,
          value: {
            messaging_product: "whatsapp",
            metadata: { display_phone_number: displayPhone.replace(/\D/g, ""), phone_number_id: phoneNumberId },
            ...value,
            ...extra,
          },
        })),
      }],
    };
  }
}
