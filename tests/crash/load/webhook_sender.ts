import { hmacHex } from "@edge/channels/hmac.ts";
import { hook } from "../../integration/harness/hooks.ts";
import type { Story, World } from "../../integration/harness/world.ts";
import { Random } from "../../support/random.ts";
import { type Door, untilAnswered } from "../rig/door.ts";

/** So many webhooks between two kills, so that a run of hundreds stays small enough to read. */
const A_ROUND = 60;

/** The side of Meta: one webhook after the other, each again until it is answered 200, some again after that. */
export class WebhookSender {
  /** Provider ids that were answered 200. */
  readonly answered: string[] = [];
  readonly #random: Random;
  #left = A_ROUND;
  #n = 0;

  constructor(
    readonly name: string,
    private readonly world: World,
    private readonly stories: readonly Story[],
    seed: number,
  ) {
    this.#random = new Random(seed);
  }

  async run(door: Door): Promise<void> {
    while (!door.isClosed) {
      if (this.#left <= 0) await new Promise((resolve) => setTimeout(resolve, 20));
      else await this.#send(door);
    }
  }

  back(): void {
    this.#left = A_ROUND;
  }

  async #send(door: Door): Promise<void> {
    this.#left--;
    const again = this.answered.length > 0 && this.#random.chance(0.1);
    const id = again ? this.#random.pick(this.answered) : `wamid.CRASH.${this.name}.${++this.#n}`;
    const from = this.stories[Number(id.split(".").at(-1)) % this.stories.length]!.customer.data.waId!;
    const raw = JSON.stringify(hook(this.world, { from, id, text: id }));
    const headers = { "x-hub-signature-256": `sha256=${hmacHex(this.world.meta.settings.appSecret, raw)}` };
    const path = new URL(this.world.hookUrl).pathname;
    const answer = await untilAnswered(door, path, { method: "POST", headers, body: raw });
    if (answer === undefined) return;
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    if (!again) this.answered.push(id);
  }
}
