import type { Row } from "@domain/rows.ts";
import type { ThreadMessage } from "./thread_api.ts";
import type { PartRequest, ThreadPart } from "./rpc_types.ts";

/** Messages shown at once: beyond this the far side goes when the near one grows, so that a long history stays light. */
export const MOST_SHOWN = 400;

type Load = (request: Omit<PartRequest, "conversationId">) => Promise<ThreadPart | undefined>;

/**
 * A part of a thread's history that lies before what is here: around a message somebody jumped to, or where somebody
 * scrolled to. It grows both ways; once it meets what is here, both are shown as one. Nothing of it is kept: the cache
 * knows no holes.
 */
export class Past {
  readonly #load: Load;
  #part = $state.raw<ThreadPart | undefined>();
  #loading = false;

  constructor(load: Load) {
    this.#load = load;
  }

  get isShown(): boolean {
    return this.#part !== undefined;
  }
  get hasOlder(): boolean | undefined {
    return this.#part?.hasOlder;
  }
  get hasNewer(): boolean {
    return this.#part?.hasNewer ?? false;
  }

  /** What to show, given the newest messages as they are here. */
  messages(newest: ThreadMessage[]): ThreadMessage[] {
    if (!this.#part) return newest;
    return this.#part.hasNewer ? this.#part.messages : joined(this.#part.messages, newest);
  }
  events(newest: Row<"events">[]): Row<"events">[] {
    return this.#part ? joined(this.#part.events, newest) : newest;
  }

  async show(messageId: string): Promise<boolean> {
    const part = await this.#load({ messageId, side: "around" });
    if (part) this.#part = part;
    return part !== undefined;
  }

  /** Goes on from what is shown: `part` reaches to the newest message. */
  begin(part: Omit<ThreadPart, "hasNewer">): void {
    this.#part = { ...part, hasNewer: false };
  }

  async more(side: "before" | "after", newest: readonly ThreadMessage[]): Promise<void> {
    const before = this.#part;
    const from = side === "before" ? before?.messages[0] : before?.messages.at(-1);
    if (!before || !from || this.#loading) return;
    this.#loading = true;
    const more = await this.#load({ messageId: from.id, side }).finally(() => (this.#loading = false));
    // Somebody left it, or jumped elsewhere, meanwhile.
    if (!more || this.#part !== before) return;
    const [older, newer] = side === "before" ? [more, before] : [before, more];
    const all = joined(older.messages, newer.messages);
    const messages = side === "before" ? all.slice(0, MOST_SHOWN) : all.slice(-MOST_SHOWN);
    const isCut = messages.length < all.length;
    const first = newest.find((one) => !one.local);
    const meets = first !== undefined && messages.some(({ id }) => id === first.id);
    this.#part = {
      messages,
      events: joined(older.events, newer.events),
      hasOlder: side === "before" ? more.hasOlder : isCut || before.hasOlder,
      hasNewer: !meets && (side === "after" ? more.hasNewer : isCut || before.hasNewer),
    };
  }

  leave(): void {
    this.#part = undefined;
  }
}

/** Both without doubles, in their order; of a double the second, which follows what happens to it. */
function joined<R extends { id: string }>(first: readonly R[], second: readonly R[]): R[] {
  const known = new Set(second.map(({ id }) => id));
  return [...first.filter(({ id }) => !known.has(id)), ...second];
}
