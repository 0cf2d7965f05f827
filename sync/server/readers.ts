import * as Y from "yjs";
import { CLOSE } from "../wire/close_code.ts";
import { encodeStep2, encodeUpdate } from "../wire/frame.ts";
import { splitUpdate } from "../wire/split_update.ts";
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

/**
 * An answer to a step 1. A large one comes in pieces: Deno keeps a buffer as large as the largest frame for every socket
 * until it closes (a hundred readers of 20 MB held 2 GB). The last is the step 2: only then has the reader the whole.
 */
type Frames = Uint8Array<ArrayBuffer>[];

/** The whole document up to a sequence. */
type Whole = { frames: WeakRef<Frames>; seq: number };

/** What goes down to the sessions of a room. Everything given here is committed. [R5] */
export class Readers {
  #recent: RecentUpdates;
  #head: number;
  #whole: Whole | undefined;

  constructor(
    private readonly deps: ReadersDeps,
    head: number,
    /** The document as it was read, when it was read in one piece: nothing to encode for who comes first. */
    whole: readonly Uint8Array[] | undefined,
  ) {
    this.#head = head;
    this.#recent = new RecentUpdates(head, deps.limits.recentBytes);
    this.#whole = whole && { frames: new WeakRef(framesOf(whole)), seq: head };
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
    const { limits, large, again } = this.deps;
    let frames: Frames;
    try {
      frames = isEmpty(stateVector)
        ? this.#wholeFrames(doc)
        : framesOf(splitUpdate(Y.encodeStateAsUpdate(doc, stateVector), limits.largeBytes));
    } catch {
      return session.close(CLOSE.badFrame, "malformed state vector");
    }
    if (!large.mayGo(session, frames, () => again(session, stateVector))) return;
    session.state = { ...session.state, joined: true };
    session.outlet.send(...frames);
  }

  /**
   * Encoded once for all who come with nothing, as long as the memory is not wanted. When somebody wrote since, a small
   * document is encoded anew, and a large one followed by what was written.
   */
  #wholeFrames(doc: Y.Doc): Frames {
    const known = this.#whole?.frames.deref();
    const since = known && this.#recent.since(this.#whole!.seq);
    if (known && since?.length === 0) return known;
    if (known && since && known.length > 1) return [...known, encodeUpdate(Y.mergeUpdates(since))];
    const frames = framesOf(splitUpdate(Y.encodeStateAsUpdate(doc), this.deps.limits.largeBytes));
    this.#whole = { frames: new WeakRef(frames), seq: this.#head };
    return frames;
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

function framesOf(pieces: readonly Uint8Array[]): Frames {
  return pieces.map((piece, i) => i === pieces.length - 1 ? encodeStep2(piece) : encodeUpdate(piece));
}

/** The state vector of an empty document. */
const NOTHING = new Uint8Array([0]);

const isJoined = (session: Session) => session.state.type === "live" && session.state.joined;

const isEmpty = (stateVector: Uint8Array) => stateVector.byteLength === 1 && stateVector[0] === 0;
