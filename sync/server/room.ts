/**
 * One document, open on this node (SPEC.md R). Everything that happens to it passes through one queue: updates are
 * checked and applied in order, stored by the group commit, and only then told: to their author (saved), to the other
 * readers and to the other nodes. So no reader ever holds what a crash could forget, and nobody's client can bring a
 * colleague's forgotten words back under its own name.
 */
import * as Y from "yjs";
import { contentsOf, type DocRef } from "../doc/kinds.ts";
import { applyChecked, type Owners } from "../policy/check.ts";
import { RULES } from "../policy/rules.ts";
import { CLOSE } from "../wire/close_code.ts";
import { encodeDown } from "../wire/down.ts";
import { type AwarenessEntry, encodeStep1 } from "../wire/frame.ts";
import { AwarenessLane } from "./awareness_lane.ts";
import type { BusMessage } from "./bus_message.ts";
import type { AppendEntry, AppendResult, StoredDoc } from "./doc_store.ts";
import { Readers } from "./readers.ts";
import type { Accepted, RoomDeps, Task } from "./room_types.ts";
import { buildCopy, ownersOf } from "./stored_copy.ts";
import type { Session } from "./session.ts";

export class Room {
  readonly sessions = new Set<Session>();
  readonly workspaceId: string;
  readonly awareness: AwarenessLane;
  #doc: Y.Doc;
  #owners: Owners;
  #seq: number;
  #tasks: Task[] = [];
  #accepted: Accepted[] = [];
  #inFlight: Accepted[] = [];
  /** The copy must be completed or replaced from the store; until then tasks wait and nothing more is stored. */
  #repair: "no" | "complete" | "replace" = "no";
  #repairing = false;
  #compacting = false;
  #stopped = false;
  readonly #readers: Readers;
  /** When the last session left. */
  idleSince: number;

  constructor(readonly ref: DocRef, stored: StoredDoc, private readonly deps: RoomDeps) {
    this.workspaceId = stored.workspaceId;
    this.#doc = buildCopy(ref, stored);
    this.#owners = ownersOf(stored.owners);
    this.#seq = stored.head;
    this.#readers = new Readers(this.sessions, stored.head, deps.limits.recentBytes, deps.now);
    this.idleSince = deps.now();
    this.awareness = new AwarenessLane({
      limits: deps.limits,
      sessions: this.sessions,
      owners: () => this.#owners,
      publish: (entries: AwarenessEntry[]) => deps.publish({ type: "awareness", node: deps.node, entries }),
    });
  }

  /** Nothing of it would be lost if it were forgotten now. */
  get isIdle(): boolean {
    return this.sessions.size === 0 && this.#tasks.length === 0 && !this.#uncommitted && !this.#compacting;
  }

  get #uncommitted(): boolean {
    return this.#accepted.length > 0 || this.#inFlight.length > 0;
  }

  enter(session: Session): void {
    this.sessions.add(session);
    session.outlet.send(encodeStep1(Y.encodeStateVector(this.#doc)));
    this.awareness.sendAll(session);
  }

  leave(session: Session): void {
    this.sessions.delete(session);
    this.awareness.leave(session, this.deps.now());
    if (this.sessions.size === 0) this.idleSince = this.deps.now();
  }

  update(session: Session, update: Uint8Array<ArrayBuffer>): void {
    this.#tasks.push({ type: "update", session, count: ++session.received, update });
    this.#work();
  }

  join(session: Session, stateVector: Uint8Array<ArrayBuffer>): void {
    this.#tasks.push({ type: "join", session, stateVector });
    this.#work();
  }

  /** A reader that lagged holds everything up to `seq`. */
  resync(session: Session, seq: number): void {
    this.#tasks.push({ type: "resync", session, seq });
    this.#work();
  }

  hear(message: BusMessage): void {
    if (message.type === "updates") {
      this.#tasks.push({ type: "remote", message });
      this.#work();
    } else if (message.node === this.deps.node) return;
    else if (message.type === "awareness") this.awareness.hearRemote(message.entries, this.deps.now());
    else if (this.awareness.local().length > 0) {
      this.deps.publish({ type: "awareness", node: this.deps.node, entries: this.awareness.local() });
    }
  }

  /** The store's head is `head`: what we have not heard of, we missed. [R7] */
  expect(head: number): void {
    if (head > this.#seq && !this.#uncommitted) this.#needs("complete");
  }

  stop(): void {
    this.#stopped = true;
    this.awareness.stop();
    this.#doc.destroy();
  }

  /** Takes what is to be stored next, or undefined. What is taken must come back through `stored` or `notStored`. */
  cut(): AppendEntry | undefined {
    if (this.#repair !== "no" || this.#inFlight.length > 0 || this.#accepted.length === 0) return undefined;
    this.#inFlight = this.#accepted;
    this.#accepted = [];
    const updates = this.#inFlight.flatMap(({ session, bytes, newClients, touched }) =>
      bytes === null ? [] : [{ memberId: session.member.id, bytes, newClients, touched }]
    );
    const touched = new Set(updates.flatMap((update) => update.touched.map((change) => change.root)));
    const contents = contentsOf(this.ref.kind, this.#doc, touched);
    return { ref: this.ref, workspaceId: this.workspaceId, knownSeq: this.#seq, updates, contents };
  }

  /** The cut is committed. */
  stored(result: AppendResult): void {
    const done = this.#inFlight;
    this.#inFlight = [];
    if (this.#stopped) return;
    if (!result.ok) return this.#refuseClient(done, result.clientId);
    const updates = done.filter((accepted) =>
      accepted.bytes !== null
    ) as (Accepted & { bytes: Uint8Array<ArrayBuffer> })[];
    if (updates.length > 0) {
      const owners = updates.flatMap(({ session, newClients }) =>
        newClients.map((clientId) => ({ clientId, memberId: session.member.id }))
      );
      const bytes = updates.map((update) => update.bytes);
      this.deps.publish({ type: "updates", fromSeq: result.fromSeq, toSeq: result.toSeq, owners, updates: bytes });
      const gap = result.fromSeq > this.#seq + 1;
      updates.forEach((update, i) => this.#readers.tell(update.bytes, result.fromSeq + i, update.session));
      if (gap) this.#needs("complete");
      else this.#seq = Math.max(this.#seq, result.toSeq);
    }
    for (const { session, count } of done) session.saved(count);
    if (result.compactable) this.#compact();
    this.#mend();
    this.#work();
    if (this.#accepted.length > 0) this.deps.dirty(this);
  }

  /** Neither stored nor acknowledged: everybody comes back and offers theirs again. */
  notStored(error: unknown): void {
    this.#inFlight = [];
    if (!this.#stopped) this.deps.failed(this, error);
  }

  #work(): void {
    while (this.#tasks.length > 0 && this.#repair === "no" && !this.#stopped) {
      const task = this.#tasks[0]!;
      // What a reader is given whole must be committed: wait for what is on its way, a few milliseconds. [R5]
      if ((task.type === "join" || task.type === "resync") && this.#uncommitted) return;
      this.#tasks.shift();
      switch (task.type) {
        case "update":
          this.#accept(task.session, task.count, task.update);
          break;
        case "join":
          this.#readers.answer(task.session, this.#doc, task.stateVector);
          break;
        case "resync":
          this.#readers.resync(task.session, this.#doc, task.seq);
          this.awareness.sendAll(task.session);
          break;
        case "remote":
          this.#takeRemote(task.message);
          break;
      }
    }
  }

  #accept(session: Session, count: number, update: Uint8Array<ArrayBuffer>): void {
    if (session.state.type !== "live") return;
    const writer = { memberId: session.member.id, write: session.state.write };
    const verdict = applyChecked(this.#doc, update, RULES[this.ref.kind], writer, this.#owners);
    if (!verdict.ok) {
      session.outlet.send(encodeDown({ type: "refused", reason: verdict.reason, path: verdict.path, count }));
      session.close(CLOSE.refused, verdict.reason);
      // The copy holds what was refused.
      this.#needs("replace");
      return;
    }
    if (!verdict.changed && !this.#uncommitted) return session.saved(count);
    for (const clientId of verdict.newClients) this.#owners.set(clientId, session.member.id);
    const { newClients, touched } = verdict;
    this.#accepted.push({ session, count, bytes: verdict.changed ? update : null, newClients, touched });
    this.deps.dirty(this);
  }

  #takeRemote({ fromSeq, toSeq, owners, updates }: Extract<BusMessage, { type: "updates" }>): void {
    if (toSeq <= this.#seq) return;
    // Never apply over a gap: what waits in the copy for the missing piece would look like a member's forgery.
    if (fromSeq !== this.#seq + 1 || updates.length !== toSeq - fromSeq + 1) return this.#needs("complete");
    for (const { clientId, memberId } of owners) this.#owners.set(clientId, memberId);
    updates.forEach((bytes, i) => {
      Y.applyUpdate(this.#doc, bytes);
      this.#readers.tell(bytes, fromSeq + i);
    });
    this.#seq = toSeq;
  }

  /** Another member took this client id through another node a moment ago: that frame and its copy cannot stay. */
  #refuseClient(done: Accepted[], clientId: number): void {
    const refused = new Set<Session>();
    for (const { session, count, newClients } of done) {
      if (!newClients.includes(clientId)) continue;
      refused.add(session);
      session.outlet.send(encodeDown({ type: "refused", reason: "foreign_client", path: "", count }));
      session.close(CLOSE.refused, "foreign_client");
    }
    this.#accepted = [...done, ...this.#accepted].filter(({ session }) => !refused.has(session));
    this.#needs("replace");
  }

  /** complete: read what is missing. replace: start again from the store and what is accepted. */
  #needs(how: "complete" | "replace"): void {
    if (this.#repair !== "replace") this.#repair = how;
    this.#mend();
  }

  async #mend(): Promise<void> {
    // What is on its way to the store comes first: whether the store's answer holds it would be anybody's guess.
    if (this.#repair === "no" || this.#repairing || this.#inFlight.length > 0 || this.#stopped) return;
    this.#repairing = true;
    try {
      if (this.#repair === "replace" || !await this.#complete()) await this.#reload();
      this.#repair = "no";
    } catch (error) {
      if (!this.#stopped) this.deps.failed(this, error);
      return;
    } finally {
      this.#repairing = false;
    }
    if (this.#accepted.length > 0) this.deps.dirty(this);
    this.#work();
  }

  /** False when the store no longer has the missing updates one by one. */
  async #complete(): Promise<boolean> {
    const tail = await this.deps.store.since(this.ref, this.#seq);
    if (tail === "compacted") return false;
    if (this.#stopped) return true;
    for (const { clientId, memberId } of tail.owners) this.#owners.set(clientId, memberId);
    for (const { seq, bytes } of tail.updates) {
      Y.applyUpdate(this.#doc, bytes);
      this.#readers.tell(bytes, seq);
      this.#seq = Math.max(this.#seq, seq);
    }
    return true;
  }

  async #reload(): Promise<void> {
    const stored = await this.deps.store.load(this.ref);
    if (this.#stopped) return;
    if (stored === "not_found") throw new Error(`document is gone: ${this.ref.kind} ${this.ref.id}`);
    const doc = buildCopy(this.ref, stored);
    const owners = ownersOf(stored.owners);
    for (const { bytes, newClients, session } of this.#accepted) {
      if (bytes !== null) Y.applyUpdate(doc, bytes);
      for (const clientId of newClients) if (!owners.has(clientId)) owners.set(clientId, session.member.id);
    }
    this.#doc.destroy();
    this.#doc = doc;
    this.#owners = owners;
    if (stored.head === this.#seq) return;
    // Others wrote meanwhile: every reader gets the whole, by which nothing can be missed.
    this.#seq = stored.head;
    this.#readers.startAgain(stored.head);
    for (const session of this.sessions) this.#tasks.push({ type: "resync", session, seq: -1 });
  }

  /** Folds the log through this copy, which Yjs keeps free of deleted content; `mergeUpdates` would keep it. [R8] */
  async #compact(): Promise<void> {
    if (this.#uncommitted || this.#repair !== "no" || this.#compacting) return;
    this.#compacting = true;
    try {
      await this.deps.store.compact(this.ref, this.#seq, Uint8Array.from(Y.encodeStateAsUpdate(this.#doc)));
    } catch {
      // The log stays as it is; the next append offers again.
    } finally {
      this.#compacting = false;
    }
  }
}
