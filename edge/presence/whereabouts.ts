import type { LiveEvent } from "@domain/feed.ts";
import type { Placed } from "@domain/policy.ts";

/** Forgotten when nothing is heard for this long (a browser that was killed says nothing; a live one repeats itself). */
const FORGET_MS = 45_000;

/** Where a tab is: `clientId` is unique to it, `at` says who may see the ticket. `ticketId` null: nowhere any more. */
export type Here = {
  workspaceId: string;
  memberId: string;
  clientId: string;
  ticketId: string | null;
  at: Placed | null;
  state: "viewing" | "typing" | "internal";
  draft?: string | undefined;
};
export type InTicket = Extract<LiveEvent, { type: "presence" }>;
type Entry = Here & { ticketId: string; until: number };
/** Called with what is so in a ticket now, and the place that decides who may know. */
type Tell = (workspaceId: string, at: Placed, event: InTicket) => void;

/** Who is in which ticket, by what was heard from every node. One tab is in one ticket. */
export class Whereabouts {
  readonly #tell: Tell;
  /** By workspace and ticket, then by tab. */
  readonly #workspaces = new Map<string, Map<string, Map<string, Entry>>>();
  readonly #tabs = new Map<string, Entry>();

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  /** `now`: ms, by which this news is forgotten later. Repeated news tells nobody. */
  hear(here: Here, now: number): void {
    const before = this.#tabs.get(here.clientId);
    if (before && before.ticketId !== here.ticketId) this.#leave(before);
    if (here.ticketId === null || !here.at) return;
    const entry = { ...here, ticketId: here.ticketId, until: now + FORGET_MS };
    this.#tabs.set(here.clientId, entry);
    const tickets = held(this.#workspaces, here.workspaceId);
    held(tickets, here.ticketId).set(here.clientId, entry);
    const isRepeated = before && before.ticketId === here.ticketId && before.state === here.state &&
      before.draft === here.draft;
    if (!isRepeated) this.#tell(here.workspaceId, here.at, this.#event(here.workspaceId, here.ticketId));
  }

  /** Everybody in a ticket of this workspace now. */
  *in(workspaceId: string): Generator<{ at: Placed; event: InTicket }> {
    for (const [ticketId, entries] of this.#workspaces.get(workspaceId) ?? []) {
      const [any] = entries.values();
      if (any?.at) yield { at: any.at, event: this.#event(workspaceId, ticketId) };
    }
  }

  forget(now: number): void {
    for (const entry of [...this.#tabs.values()]) if (entry.until < now) this.#leave(entry);
  }

  #leave(entry: Entry): void {
    const { workspaceId, ticketId, clientId, at } = entry;
    this.#tabs.delete(clientId);
    const tickets = this.#workspaces.get(workspaceId);
    const entries = tickets?.get(ticketId);
    entries?.delete(clientId);
    if (entries?.size === 0) tickets?.delete(ticketId);
    if (tickets?.size === 0) this.#workspaces.delete(workspaceId);
    if (at) this.#tell(workspaceId, at, this.#event(workspaceId, ticketId));
  }

  /** A member with several tabs there is shown once, by the tab that says most. */
  #event(workspaceId: string, ticketId: string): InTicket {
    const members = new Map<string, InTicket["members"][number]>();
    for (const entry of this.#workspaces.get(workspaceId)?.get(ticketId)?.values() ?? []) {
      const known = members.get(entry.memberId);
      if (known && known.state !== "viewing") continue;
      const { memberId: id, state, draft } = entry;
      members.set(id, { id, state, ...draft ? { draft } : {} });
    }
    return { type: "presence", ticketId, members: [...members.values()] };
  }
}

function held<V>(maps: Map<string, Map<string, V>>, key: string): Map<string, V> {
  let map = maps.get(key);
  if (!map) maps.set(key, map = new Map());
  return map;
}
