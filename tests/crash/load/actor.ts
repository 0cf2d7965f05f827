import type { Action, ActionResult } from "@domain/action.ts";
import { newId } from "@domain/ids.ts";
import type { Client } from "../../integration/harness/client.ts";
import type { Story } from "../../integration/harness/world.ts";
import { Random } from "../../support/random.ts";
import { ask, type Door } from "../rig/door.ts";

/** An action and what the server answered. */
export type Answered = { who: string; action: Action; result: ActionResult };

export type Cast = { stories: readonly Story[]; colleagues: readonly string[]; departments: readonly string[] };

/** Tags are renamed again and again, so that their list stays short. */
const TAGS = 8;
/** Messages of one member between two kills: Meta takes 90 for one customer in four and a half minutes. */
const SENDS_A_ROUND = 3;

/** One member who acts by HTTP, one action after the other, each repeated under its id until it is answered. */
export class Actor {
  readonly answered: Answered[] = [];
  readonly #random: Random;
  readonly #tags = Array.from({ length: TAGS }, () => newId());
  #n = 0;
  #sends = SENDS_A_ROUND;

  constructor(readonly name: string, readonly who: Client, private readonly cast: Cast, seed: number) {
    this.#random = new Random(seed);
  }

  async run(door: Door): Promise<void> {
    while (!door.isClosed) {
      const action = this.#next();
      const result = await this.#run(door, action);
      if (result) this.answered.push({ who: this.who.memberId, action, result });
    }
  }

  back(): void {
    this.#sends = SENDS_A_ROUND;
  }

  /** `server_error` says that it was not run: an outbox keeps it. */
  async #run(door: Door, action: Action): Promise<ActionResult | undefined> {
    while (true) {
      const answer = await ask(door, this.who, "/api/actions", { actions: [action] });
      if (answer === undefined) return undefined;
      const [result] = (answer as { results: ActionResult[] }).results;
      if (result!.status === "done" || result!.code !== "server_error") return result;
    }
  }

  #next(): Action {
    const random = this.#random;
    const { stories, colleagues, departments } = this.cast;
    const { ticketId, conversationId } = random.pick(stories);
    const base = { id: newId(), composedAt: new Date().toISOString() };
    const text = `${this.name}.${++this.#n}`;
    const what = random.next();
    if (what < 0.3 && this.#sends-- > 0) {
      const messageId = newId();
      return { ...base, type: "message.send", conversationId, messageId, text, seen: null, anyway: true };
    }
    if (what < 0.55) return { ...base, type: "message.internal", conversationId, messageId: newId(), text };
    if (what < 0.7) return { ...base, type: "ticket.take", ticketId };
    if (what < 0.8) {
      const agentId = random.chance(0.6) ? random.pick(colleagues) : null;
      const departmentId = agentId === null || random.chance(0.5) ? random.pick(departments) : null;
      return { ...base, type: "ticket.transfer", ticketId, agentId, departmentId };
    }
    if (what < 0.86) return { ...base, type: "ticket.close", ticketId, message: "" };
    if (what < 0.92) return { ...base, type: "ticket.reopen", ticketId, assume: random.chance(0.5) };
    return { ...base, type: "tag.save", tagId: random.pick(this.#tags), name: text };
  }
}
