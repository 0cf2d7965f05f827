/** What is never stored: who is where, who is online, which contact writes. Kept for tabs that open later. */
import type { LiveEvent } from "@domain/feed.ts";

type Presence = Extract<LiveEvent, { type: "presence" }>;
type Typing = Extract<LiveEvent, { type: "contact_typing" }>;

export class LiveState {
  #presence = new Map<string, Presence>();
  #typing = new Map<string, Typing>();
  #online: string[] = [];

  apply(event: LiveEvent): void {
    if (event.type === "online") this.#online = event.memberIds;
    else if (event.type === "contact_typing") this.#typing.set(event.conversationId, event);
    else if (event.members.length > 0) this.#presence.set(event.ticketId, event);
    else this.#presence.delete(event.ticketId);
  }

  events(): LiveEvent[] {
    return [{ type: "online", memberIds: this.#online }, ...this.#presence.values(), ...this.#typing.values()];
  }

  /** Without the feed nobody knows. Answers what to tell. */
  clear(): LiveEvent[] {
    const empty: LiveEvent[] = [...this.#presence.keys()].map((ticketId) => ({
      type: "presence",
      ticketId,
      members: [],
    }));
    this.#presence.clear();
    this.#typing.clear();
    this.#online = [];
    return [...empty, { type: "online", memberIds: [] }];
  }
}
