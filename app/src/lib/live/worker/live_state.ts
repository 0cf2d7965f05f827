/** What is never stored: who is where, who is online, which contact writes. Kept for tabs that open later. */
import type { LiveEvent } from "@domain/feed.ts";

type Presence = Extract<LiveEvent, { type: "presence" }>;
type Typing = Extract<LiveEvent, { type: "contact_typing" }>;

export class LiveState {
  readonly #tell: (event: LiveEvent) => void;
  #presence = new Map<string, Presence>();
  #typing = new Map<string, Typing>();
  #online = new Set<string>();

  constructor(tell: (event: LiveEvent) => void) {
    this.#tell = tell;
  }

  apply(event: LiveEvent): void {
    if (event.type === "online") this.#online = new Set(event.memberIds);
    else if (event.type === "online_changed") {
      event.came.forEach((id) => this.#online.add(id));
      event.went.forEach((id) => this.#online.delete(id));
    } else if (event.type === "contact_typing") this.#typing.set(event.conversationId, event);
    else if (event.members.length > 0) this.#presence.set(event.ticketId, event);
    else this.#presence.delete(event.ticketId);
    this.#tell(event);
  }

  events(): LiveEvent[] {
    return [{ type: "online", memberIds: [...this.#online] }, ...this.#presence.values(), ...this.#typing.values()];
  }

  /** Without the feed nobody knows. */
  clear(): void {
    const tickets = [...this.#presence.keys()];
    this.#presence.clear();
    this.#typing.clear();
    this.#online.clear();
    for (const ticketId of tickets) this.#tell({ type: "presence", ticketId, members: [] });
    this.#tell({ type: "online", memberIds: [] });
  }
}
