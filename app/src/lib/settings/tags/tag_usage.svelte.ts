import { get } from "../../api/client.ts";

export type Usage = { contacts: number; tickets: number; messages: number };

const NONE: Usage = { contacts: 0, tickets: 0, messages: 0 };

/** TAG-01: on how much each tag is. Counted by the server, which has all of it, when the page opens. */
export class TagUsage {
  #usage = $state.raw<Record<string, Usage>>();
  /** The server was not reached: nothing is said rather than something wrong. */
  isMissing = $state(false);

  async load(): Promise<void> {
    const answer = await get<{ usage: Record<string, Usage> }>("/api/tags/usage");
    this.isMissing = !answer.ok;
    if (answer.ok) this.#usage = answer.data.usage;
  }

  /** Undefined until the server has answered. */
  of(tagId: string): Usage | undefined {
    return this.#usage && (this.#usage[tagId] ?? NONE);
  }
}
