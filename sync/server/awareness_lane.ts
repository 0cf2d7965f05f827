import type { Owners } from "../policy/check.ts";
import { type AwarenessEntry, AwarenessFrame, encodeAwareness } from "../wire/frame.ts";
import type { Limits } from "./limits.ts";
import type { Session } from "./session.ts";

/** `heard` is the sender's own clock; `clock` is ours, which only grows, also when the sender comes back with an old one. */
type Presence = AwarenessEntry & { session: Session | null; heard: number; at: number };

export type LaneDeps = {
  limits: Limits;
  sessions: ReadonlySet<Session>;
  owners: () => Owners;
  /** Tells the other nodes. */
  publish: (entries: AwarenessEntry[]) => void;
};

/**
 * Who is here and where their cursor stands (SPEC.md S6). Only the latest state of each client, a few times a second,
 * under the identity the server knows; never stored, first to be dropped.
 */
export class AwarenessLane {
  readonly #present = new Map<number, Presence>();
  readonly #changed = new Set<number>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly deps: LaneDeps) {}

  /** Takes what a session says of itself; what it repeats of others (stock clients do) is passed over. */
  hear(session: Session, entries: readonly AwarenessEntry[], now: number): void {
    for (const entry of entries) {
      if (!this.#speaksFor(session, entry)) continue;
      const known = this.#present.get(entry.clientId);
      if (known?.session === session && known.heard >= entry.clock) continue;
      const state = stamp(entry.state, session, this.deps.limits.awarenessBytes);
      if (state === undefined) continue;
      const clock = Math.max(entry.clock, (known?.clock ?? -1) + 1);
      this.#put({ clientId: entry.clientId, clock, state, session, heard: entry.clock, at: now });
    }
  }

  /** From another node, which stamped it. */
  hearRemote(entries: readonly AwarenessEntry[], now: number): void {
    for (const entry of entries) {
      const known = this.#present.get(entry.clientId);
      if (known?.session || (known !== undefined && known.clock >= entry.clock)) continue;
      if (known === undefined && this.#isFull) continue;
      this.#put({ ...entry, session: null, heard: -1, at: now });
    }
  }

  leave(session: Session, now: number): void {
    // Told at once: before the other nodes' turn comes, this room may be gone.
    const gone: AwarenessEntry[] = [];
    for (const clientId of session.awarenessIds) {
      const known = this.#present.get(clientId);
      if (known?.session !== session || known.state === "null") continue;
      const entry = { clientId, clock: known.clock + 1, state: "null" };
      this.#put({ ...entry, session: null, heard: -1, at: now });
      gone.push(entry);
    }
    if (gone.length > 0) this.deps.publish(gone);
  }

  /** Everybody, for one who comes or asks. */
  sendAll(session: Session): void {
    const entries = [...this.#present.values()].filter((presence) =>
      presence.state !== "null" && presence.session !== session
    );
    if (entries.length > 0) session.outlet.sendSpare(encodeAwareness(entries));
  }

  local(): AwarenessEntry[] {
    return [...this.#present.values()].filter((presence) => presence.session !== null)
      .map(({ clientId, clock, state }) => ({ clientId, clock, state }));
  }

  /** Drops those of other nodes that went silent. */
  prune(now: number): void {
    for (const [clientId, presence] of this.#present) {
      if (presence.session !== null || now - presence.at < this.deps.limits.awarenessOutdatedMs) continue;
      this.#present.delete(clientId);
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #speaksFor(session: Session, entry: AwarenessEntry): boolean {
    if (session.awarenessIds.has(entry.clientId)) return true;
    const known = this.#present.get(entry.clientId);
    if (known?.session && known.session.member.id !== session.member.id) return false;
    const owner = this.deps.owners().get(entry.clientId);
    if (owner !== undefined && owner !== session.member.id) return false;
    if (known !== undefined && owner === undefined && known.state !== "null") return false;
    // The same tab over a new connection, before the old one was seen to be gone.
    known?.session?.awarenessIds.delete(entry.clientId);
    if (entry.state === "null" || session.awarenessIds.size >= this.deps.limits.awarenessIds) return false;
    if (known === undefined && this.#isFull) return false;
    session.awarenessIds.add(entry.clientId);
    return true;
  }

  get #isFull(): boolean {
    return this.#present.size >= this.deps.limits.awarenessRoom;
  }

  #put(presence: Presence): void {
    this.#present.set(presence.clientId, presence);
    this.#changed.add(presence.clientId);
    this.#timer ??= setTimeout(() => this.#flush(), this.#pause());
  }

  /** Everybody is told of everybody: the more there are, the less often. */
  #pause(): number {
    const { awarenessMs, awarenessPerMs } = this.deps.limits;
    return Math.max(awarenessMs, this.deps.sessions.size * this.#present.size / awarenessPerMs);
  }

  #flush(): void {
    this.#timer = undefined;
    const changed = [...this.#changed].flatMap((clientId) => this.#present.get(clientId) ?? []);
    this.#changed.clear();
    const own = changed.filter(({ session }) => session !== null);
    if (own.length > 0) this.deps.publish(own.map(({ clientId, clock, state }) => ({ clientId, clock, state })));
    const frame = new AwarenessFrame(changed);
    // Nobody is told of themselves: a client would take an older state of its own for news.
    for (const session of this.deps.sessions) {
      const told = frame.without(session.awarenessIds);
      if (told) session.outlet.sendSpare(told);
    }
  }
}

/** The state under the server's identity; undefined when it is not an object or too large. */
function stamp(state: string, session: Session, maxBytes: number): string | undefined {
  if (state === "null") return state;
  if (state.length > maxBytes) return undefined;
  try {
    const parsed: unknown = JSON.parse(state);
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return undefined;
    return JSON.stringify({ ...parsed, user: session.member });
  } catch {
    return undefined;
  }
}
