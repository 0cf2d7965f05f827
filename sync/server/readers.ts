import * as Y from "yjs";
import { CLOSE } from "../wire/close_code.ts";
import { encodeStep2, encodeUpdate } from "../wire/frame.ts";
import type { LargeAnswers } from "./large_answers.ts";
import type { Limits } from "./limits.ts";
import { RecentUpdates } from "./recent_updates.ts";
import type { Session } from "./session.ts";

type ReadersDeps = {
  sessions: ReadonlySet<Session>;
  limits: Limits;
  large: LargeAnswers;
  now: () => number;
  /** This reader's turn has come: ask for its answer once more. */
  again: (session: Session, stateVector: Uint8Array<ArrayBuffer>) => void;
};

/** The whole document up to a sequence, in a frame. */
type Whole = { frame: WeakRef<Uint8Array<ArrayBuffer>>; seq: number };

/** What goes down to the sessions of a room. Everything given here is committed. [R5] */
export class Readers {
  #recent: RecentUpdates;
  #head: number;
  #whole: Whole | undefined;

  constructor(
    private readonly deps: ReadersDeps,
    head: number,
    /** The document as it was read, when it was read in one piece: nothing to encode for who comes first. */
    whole: Uint8Array | undefined,
  ) {
    this.#head = head;
    this.#recent = new RecentUpdates(head, deps.limits.recentBytes);
    this.#whole = whole && { frame: new WeakRef(encodeStep2(whole)), seq: head };
  }

  /** The log before `head` is no longer at hand. */
  startAgain(head: number): void {
    this.#head = head;
    this.#recent = new RecentUpdates(head, this.deps.limits.recentBytes);
    this.#whole = undefined;
  }

  /** An update to everybody but its author. */
  tell(bytes: Uint8Array, seq: number, author?: Session): void {
    this.#recent.push(seq, bytes);
    this.#head = seq;
    const frame = encodeUpdate(bytes);
    const now = this.deps.now();
    for (const session of this.deps.sessions) {
      if (session !== author && isJoined(session)) session.outlet.live(frame, seq - 1, now);
    }
  }

  /** The answer to a step 1, when its turn has come: from there on live updates follow. */
  answer(session: Session, doc: Y.Doc, stateVector: Uint8Array<ArrayBuffer>): void {
    if (session.state.type !== "live") return;
    let frames: [Uint8Array<ArrayBuffer>, ...Uint8Array<ArrayBuffer>[]];
    try {
      frames = isEmpty(stateVector) ? this.#wholeFrames(doc) : [encodeStep2(Y.encodeStateAsUpdate(doc, stateVector))];
    } catch {
      return session.close(CLOSE.badFrame, "malformed state vector");
    }
    if (!this.deps.large.mayGo(session, frames[0], () => this.deps.again(session, stateVector))) return;
    session.state = { ...session.state, joined: true };
    for (const frame of frames) session.outlet.send(frame);
  }

  /**
   * Encoded once for all who come with nothing, as long as the memory is not wanted. When somebody wrote since, a small
   * document is encoded anew, and a large one followed by what was written.
   */
  #wholeFrames(doc: Y.Doc): [Uint8Array<ArrayBuffer>, ...Uint8Array<ArrayBuffer>[]] {
    const known = this.#whole?.frame.deref();
    const since = known && this.#recent.since(this.#whole!.seq);
    if (known && since?.length === 0) return [known];
    if (known && since && known.byteLength > this.deps.limits.largeBytes) {
      return [known, encodeUpdate(Y.mergeUpdates(since))];
    }
    const frame = encodeStep2(Y.encodeStateAsUpdate(doc));
    this.#whole = { frame: new WeakRef(frame), seq: this.#head };
    return [frame];
  }

  /** For one who holds everything up to `seq`: the rest, or the whole when the rest is not at hand. */
  resync(session: Session, doc: Y.Doc, seq: number): void {
    if (!isJoined(session) || session.state.type !== "live") return;
    const missed = this.#recent.since(seq);
    if (missed === undefined) {
      // No live update until it has the whole.
      session.state = { ...session.state, joined: false };
      this.answer(session, doc, NOTHING);
    } else if (missed.length > 0) session.outlet.send(encodeUpdate(Y.mergeUpdates(missed)));
  }
}

/** The state vector of an empty document. */
const NOTHING = new Uint8Array([0]);

const isJoined = (session: Session) => session.state.type === "live" && session.state.joined;

const isEmpty = (stateVector: Uint8Array) => stateVector.byteLength === 1 && stateVector[0] === 0;
