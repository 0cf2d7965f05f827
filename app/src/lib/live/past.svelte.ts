import type { Row } from "@domain/rows.ts";
import type { ThreadMessage } from "./desk_api.ts";
import type { PartRequest, ThreadPart } from "./rpc_types.ts";

type Load = (request: Omit<PartRequest, "conversationId">) => Promise<ThreadPart | undefined>;

/**
 * A part of a thread's history around a message somebody jumped to, when it lies before what is here. It grows both
 * ways; once it meets what is here, both are shown as one. Nothing of it is kept: the cache knows no holes.
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

  async more(side: "before" | "after", newest: readonly ThreadMessage[]): Promise<void> {
    const before = this.#part;
    const from = side === "before" ? before?.messages[0] : before?.messages.at(-1);
    if (!before || !from || this.#loading) return;
    this.#loading = true;
    const more = await this.#load({ messageId: from.id, side }).finally(() => (this.#loading = false));
    // Somebody left it, or jumped elsewhere, meanwhile.
    if (!more || this.#part !== before) return;
    const [older, newer] = side === "before" ? [more, before] : [before, more];
    const messages = joined(older.messages, newer.messages);
    const first = newest.find((one) => !one.local);
    const meets = first !== undefined && messages.some(({ id }) => id === first.id);
    this.#part = {
      messages,
      events: joined(older.events, newer.events),
      hasOlder: side === "before" ? more.hasOlder : before.hasOlder,
      hasNewer: !meets && (side === "after" ? more.hasNewer : before.hasNewer),
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
