/**
 * One document, open on this node (SPEC.md R). Update frames wait for the next commit; then all of them are checked
 * and applied together, stored as one update, and only after COMMIT told: to their authors (saved), to the other
 * readers and to the other nodes. So no reader ever holds what a crash could forget, and nobody's client can bring a
 * colleague's forgotten words back under its own name.
 */
import * as Y from "yjs";
import { contentsOf, type DocRef } from "../doc/kinds.ts";
import { applyChecked, type Owners } from "../policy/check.ts";
import type { RefusalReason } from "../policy/reason.ts";
import { RULES } from "../policy/rules.ts";
import { CLOSE } from "../wire/close_code.ts";
import { encodeDown } from "../wire/down.ts";
import { type AwarenessEntry, encodeStep1 } from "../wire/frame.ts";
import { acceptedOf } from "./accepted.ts";
import { AwarenessLane } from "./awareness_lane.ts";
import type { BusMessage } from "./bus_message.ts";
import type { AppendEntry, AppendResult, FollowEntry, StoredDoc } from "./doc_store.ts";
import { RoomFold } from "./fold.ts";
import { Readers } from "./readers.ts";
import type { Accepted, Ask, Cut, Frame, Remote, RoomDeps } from "./room_types.ts";
import { buildCopy, type Copy, ownersIn, ownersOf } from "./stored_copy.ts";
import type { Session } from "./session.ts";
import { Unfollowed } from "./unfollowed.ts";
import { WaitingFrames } from "./waiting_frames.ts";

export class Room {
  readonly sessions = new Set<Session>();
  readonly workspaceId: string;
  readonly awareness: AwarenessLane;
  /** What is stored up to `#seq`, and what is in flight. */
  #doc: Y.Doc;
  #owners: Owners;
  #seq: number;
  readonly #waiting: WaitingFrames;
  #inFlight: Cut | undefined;
  readonly unfollowed = new Unfollowed();
  #asking: Ask[] = [];
  #remote: Remote[] = [];
  /** The copy must be completed or replaced from the store; until then everything waits and nothing more is stored. */
  #repair: "no" | "complete" | "replace" = "no";
  #repairing = false;
  readonly #fold: RoomFold;
  #stopped = false;
  readonly #readers: Readers;
  /** When the last session left. */
  idleSince: number;

  constructor(readonly ref: DocRef, stored: StoredDoc, copy: Copy, private readonly deps: RoomDeps) {
    this.workspaceId = stored.workspaceId;
    this.#doc = copy.doc;
    this.#owners = ownersOf(stored.owners);
    this.#seq = stored.head;
    const { limits, large, now } = deps;
    this.#waiting = new WaitingFrames(limits);
    this.#fold = new RoomFold(() => deps.fold(ref));
    const load = () => deps.store.load(ref);
    this.#readers = new Readers(this, { limits, large, now, load }, stored.head, copy.whole);
    this.idleSince = now();
    this.awareness = new AwarenessLane({
      limits,
      sessions: this.sessions,
      owners: () => this.#owners,
      publish: (entries: AwarenessEntry[]) => deps.publish({ type: "awareness", node: deps.node, entries }),
    });
  }

  /** Nothing of it would be lost if it were forgotten now. */
  get isIdle(): boolean {
    const waits = this.#waiting.length + this.#asking.length + this.#remote.length + this.unfollowed.size;
    return this.sessions.size === 0 && waits === 0 && !this.#inFlight && !this.#fold.isRunning;
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
    if (session.state.type !== "live") return;
    const frame = { session, count: ++session.received, write: session.state.write, update };
    if (this.#waiting.push(frame)) this.deps.dirty(this);
    else session.close(CLOSE.tooMany, "too much waits to be stored");
  }

  join(session: Session, stateVector: Uint8Array<ArrayBuffer>): void {
    this.#asking.push({ type: "join", session, stateVector });
    this.#answer();
  }

  /** A reader that lagged holds everything up to `seq`. */
  resync(session: Session, seq: number): void {
    this.#asking.push({ type: "resync", session, seq });
    this.#answer();
  }

  hear(message: BusMessage): void {
    if (message.type === "updates") {
      this.#remote.push(message);
      this.#takeRemotes();
    } else if (message.node === this.deps.node) return;
    else if (message.type === "awareness") this.awareness.hearRemote(message.entries, this.deps.now());
    else if (this.awareness.local().length > 0) {
      this.deps.publish({ type: "awareness", node: this.deps.node, entries: this.awareness.local() });
    }
  }

  /** The store's head is `head`: what we have not heard of, we missed. [R7] */
  expect(head: number): void {
    if (head > this.#seq && !this.#inFlight) this.#needs("complete");
  }

  stop(): void {
    this.#stopped = true;
    this.awareness.stop();
    this.#readers.stop();
    this.#doc.destroy();
  }

  /**
   * Checks and applies what waits, and takes it to be stored. Out: undefined when there is nothing to store. What is
   * taken must come back through `stored` or `notStored`.
   */
  cut(): AppendEntry | undefined {
    if (this.#stopped || this.#repair !== "no" || this.#inFlight || this.#waiting.length === 0) return undefined;
    const frames = this.#waiting.take();
    const incoming = frames.map(({ session, write, update }) => ({
      update,
      writer: { memberId: session.member.id, write },
    }));
    const { verdicts, together } = applyChecked(this.#doc, incoming, RULES[this.ref.kind], this.#owners);
    const last = verdicts.at(-1);
    if (last?.ok === false) {
      const [frame] = frames.splice(verdicts.length - 1, 1);
      // Looked at again on a copy without it.
      this.#waiting.putBack(frames);
      this.#refuse(frame!, last.reason, last.path);
      this.#needs("replace");
      return undefined;
    }
    const { accepted, by, followed } = acceptedOf(this.ref.kind, frames, verdicts);
    if (together === null) {
      this.#acknowledge(accepted);
      if (this.#waiting.length > 0) this.deps.dirty(this);
      return undefined;
    }
    this.#inFlight = { frames: accepted, bytes: together, followed };
    const roots = new Set(by.flatMap(({ touched }) => touched.map((change) => change.root)));
    const contents = contentsOf(this.ref.kind, this.#doc, roots);
    const { ref, workspaceId } = this;
    const newClients = ownersIn(accepted);
    const isFollowed = followed.length > 0;
    return { ref, workspaceId, knownSeq: this.#seq, bytes: together, newClients, by, contents, isFollowed };
  }

  /** What the rows that follow its text are to say. `busy`: what the copy holds is on its way to be stored. */
  takeFollow(): FollowEntry | "busy" | undefined {
    if (this.unfollowed.size === 0 || this.#stopped) return undefined;
    if (this.#inFlight || this.#repair !== "no") return "busy";
    const contents = contentsOf(this.ref.kind, this.#doc, "all");
    return { ref: this.ref, known: { seq: this.#seq, contents }, by: this.unfollowed.all() };
  }

  /** The cut is committed. */
  stored(result: AppendResult): void {
    const { frames, bytes, followed } = this.#inFlight!;
    this.#inFlight = undefined;
    if (this.#stopped) return;
    if (!result.ok) return this.#refuseClient(frames, result.clientId);
    const { seq } = result;
    this.deps.publish({ type: "updates", fromSeq: seq, toSeq: seq, owners: ownersIn(frames), updates: [bytes] });
    const authors = new Set(frames.filter((frame) => frame.changed).map((frame) => frame.session));
    // Of several authors each hears their own again with the others', which changes nothing there.
    this.#readers.tell(bytes, seq, authors.size === 1 ? [...authors][0] : undefined);
    this.unfollowed.add(followed);
    if (followed.length > 0) this.deps.behind(this);
    if (seq > this.#seq + 1) this.#needs("complete");
    else this.#seq = Math.max(this.#seq, seq);
    this.#acknowledge(frames);
    if (result.compactable) void this.#fold.start();
    this.#goOn();
  }

  /** Neither stored nor acknowledged: everybody comes back and offers theirs again. */
  notStored(error: unknown): void {
    this.#inFlight = undefined;
    if (!this.#stopped) this.deps.failed(this, error);
  }

  #acknowledge(frames: readonly Accepted[]): void {
    const counts = new Map(frames.map(({ session, count }) => [session, count]));
    for (const [session, count] of counts) session.saved(count);
  }

  #refuse({ session, count }: Frame, reason: RefusalReason, path: string): void {
    if (session.state.type === "live") session.outlet.send(encodeDown({ type: "refused", reason, path, count }));
    session.account.refused(this.deps.now());
    session.close(CLOSE.refused, reason);
  }

  /** Another member took this client id through another node a moment ago: that frame and its copy cannot stay. */
  #refuseClient(frames: Accepted[], clientId: number): void {
    for (const frame of frames) if (frame.newClients.includes(clientId)) this.#refuse(frame, "foreign_client", "");
    this.#waiting.putBack(frames.filter((frame) => !frame.newClients.includes(clientId)));
    this.#needs("replace");
  }

  #goOn(): void {
    this.#mend();
    this.#takeRemotes();
    this.#answer();
    if (this.#waiting.length > 0) this.deps.dirty(this);
  }

  /** What a reader is given whole must be committed: it waits for what is in flight, a few milliseconds. [R5] */
  #answer(): void {
    while (this.#asking.length > 0 && this.#repair === "no" && !this.#inFlight && !this.#stopped) {
      const ask = this.#asking.shift()!;
      if (ask.type === "join") this.#readers.answer(ask.session, this.#doc, ask.stateVector);
      else {
        this.#readers.resync(ask.session, this.#doc, ask.seq);
        this.awareness.sendAll(ask.session);
      }
    }
  }

  #takeRemotes(): void {
    while (this.#remote.length > 0 && this.#repair === "no" && !this.#stopped) this.#takeRemote(this.#remote.shift()!);
  }

  #takeRemote({ fromSeq, toSeq, owners, updates }: Remote): void {
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

  /** complete: read what is missing. replace: start again from the store. */
  #needs(how: "complete" | "replace"): void {
    if (this.#repair !== "replace") this.#repair = how;
    this.#mend();
  }

  async #mend(): Promise<void> {
    // What is on its way to the store comes first: whether the store's answer holds it would be anybody's guess.
    if (this.#repair === "no" || this.#repairing || this.#inFlight || this.#stopped) return;
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
    this.#goOn();
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
    if (stored === "not_found") throw new Error(`document is gone: ${this.ref.kind} ${this.ref.id}`);
    const { doc } = await buildCopy(this.ref, stored, this.deps.limits.largeBytes);
    if (this.#stopped) return doc.destroy();
    this.#doc.destroy();
    this.#doc = doc;
    this.#owners = ownersOf(stored.owners);
    if (stored.head === this.#seq) return;
    // Others wrote meanwhile: every reader gets the whole, by which nothing can be missed.
    this.#seq = stored.head;
    this.#readers.startAgain(stored.head);
    for (const session of this.sessions) this.#asking.push({ type: "resync", session, seq: -1 });
  }
}
