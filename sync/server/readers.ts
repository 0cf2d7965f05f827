import * as Y from "yjs";
import { CLOSE } from "../wire/close_code.ts";
import { encodeStep2, encodeUpdate } from "../wire/frame.ts";
import { splitUpdate } from "../wire/split_update.ts";
import type { LargeAnswers } from "./large_answers.ts";
import type { StoredDoc } from "./doc_store.ts";
import type { Limits } from "./limits.ts";
import { RecentUpdates } from "./recent_updates.ts";
import type { Session } from "./session.ts";
import { inPieces } from "./stored_copy.ts";

type ReadersDeps = {
  limits: Limits;
  large: LargeAnswers;
  now: () => number;
  /** The document as it is stored, a large one in pieces. */
  load: () => Promise<StoredDoc | "not_found">;
};
/** What readers need of their room: `join` asks for an answer once more, `expect` that nothing stored was missed. */
type ReadersRoom = {
  readonly sessions: ReadonlySet<Session>;
  join(session: Session, stateVector: Uint8Array<ArrayBuffer>): void;
  expect(head: number): void;
};

/**
 * An answer to a step 1. A large one comes in pieces: Deno keeps a buffer as large as the largest frame for every socket
 * until it closes (a hundred readers of 20 MB held 2 GB). The last is the step 2: only then has the reader the whole.
 */
type Frames = Uint8Array<ArrayBuffer>[];

/** The whole document up to a sequence. A large one's frames are held while it is asked for, then as long as there is memory. */
type Whole = { frames: WeakRef<Frames>; seq: number };

/** A large document's frames are held for so long after somebody came. */
const HOLD_MS = 10_000;
/** Of a large document what was written since its frames were made is kept, up to this part of its size. */
const TAIL_SHARE = 4;

/** What goes down to the sessions of a room. Everything given here is committed. [R5] */
export class Readers {
  #recent: RecentUpdates;
  #head: number;
  /** Of what was written last so much is kept. */
  #tailBytes: number;
  #whole: Whole | undefined;
  #held: { frames: Frames; timer: ReturnType<typeof setTimeout> } | undefined;
  /** It is too large to be encoded at once: the store gives it in pieces. */
  #isLarge = false;
  /** Who waits for these pieces. */
  #forPieces: { session: Session; stateVector: Uint8Array<ArrayBuffer> }[] = [];

  constructor(
    private readonly room: ReadersRoom,
    private readonly deps: ReadersDeps,
    head: number,
    /** The document as it was read, when it was read in one piece: nothing to encode for who comes first. */
    whole: readonly Uint8Array[] | undefined,
  ) {
    this.#head = head;
    this.#tailBytes = deps.limits.recentBytes;
    this.#recent = new RecentUpdates(head, this.#tailBytes);
    if (whole) this.#keep(framesOf(whole), head);
  }

  stop(): void {
    clearTimeout(this.#held?.timer);
    this.#held = undefined;
  }

  /** The log before `head` is no longer at hand. */
  startAgain(head: number): void {
    this.#head = head;
    this.#recent = new RecentUpdates(head, this.#tailBytes);
    this.#whole = undefined;
  }

  /** An update to everybody but its author. */
  tell(bytes: Uint8Array, seq: number, author?: Session): void {
    this.#recent.push(seq, bytes);
    this.#head = seq;
    const frame = encodeUpdate(bytes);
    const now = this.deps.now();
    for (const session of this.room.sessions) {
      if (session !== author && isJoined(session)) session.outlet.live(frame, seq - 1, now);
    }
  }

  /** The answer to a step 1, when its turn has come: from there on live updates follow. */
  answer(session: Session, doc: Y.Doc, stateVector: Uint8Array<ArrayBuffer>): void {
    if (session.state.type !== "live") return;
    const { limits, large } = this.deps;
    let frames: Frames | undefined;
    try {
      frames = isEmpty(stateVector)
        ? this.#wholeFrames(doc)
        : framesOf(splitUpdate(Y.encodeStateAsUpdate(doc, stateVector), limits.largeBytes));
    } catch {
      return session.close(CLOSE.badFrame, "malformed state vector");
    }
    if (!frames) return this.#waitForPieces(session, stateVector);
    if (!large.mayGo(session, frames, () => this.room.join(session, stateVector))) return;
    session.state = { ...session.state, joined: true };
    session.outlet.send(...frames);
  }

  /**
   * Encoded once for all who come with nothing, as long as the memory is not wanted. When somebody wrote since, a small
   * document is encoded anew, and a large one followed by what was written. Undefined: it must be fetched first.
   */
  #wholeFrames(doc: Y.Doc): Frames | undefined {
    const known = this.#whole?.frames.deref();
    const since = known && this.#recent.since(this.#whole!.seq);
    if (known && since && this.#whole!.seq <= this.#head) {
      if (this.#isLarge) this.#hold(known);
      if (since.length === 0) return known;
      if (this.#isLarge) return [...known, encodeUpdate(Y.mergeUpdates(since))];
    }
    if (this.#isLarge) return undefined;
    const frames = framesOf(splitUpdate(Y.encodeStateAsUpdate(doc), this.deps.limits.largeBytes));
    this.#keep(frames, this.#head);
    return frames;
  }

  #keep(frames: Frames, seq: number): void {
    this.#whole = { frames: new WeakRef(frames), seq };
    this.#isLarge = frames.length > 1;
    const { recentBytes } = this.deps.limits;
    const bytes = frames.reduce((sum, { byteLength }) => sum + byteLength, 0);
    this.#tailBytes = this.#isLarge ? Math.max(recentBytes, bytes / TAIL_SHARE) : recentBytes;
    this.#recent.keep(this.#tailBytes);
    if (this.#isLarge) this.#hold(frames);
  }

  #hold(frames: Frames): void {
    clearTimeout(this.#held?.timer);
    const timer = setTimeout(() => this.#held = undefined, HOLD_MS);
    this.#held = { frames, timer };
  }

  /** One question to the store for all who wait. */
  #waitForPieces(session: Session, stateVector: Uint8Array<ArrayBuffer>): void {
    this.#forPieces.push({ session, stateVector });
    if (this.#forPieces.length === 1) void this.#fetchPieces();
  }

  async #fetchPieces(): Promise<void> {
    const { load, limits } = this.deps;
    const stored = await load().catch(() => "not_found" as const);
    const waiting = this.#forPieces.splice(0);
    if (stored === "not_found") {
      return waiting.forEach(({ session }) => session.close(CLOSE.unavailable, "cannot read"));
    }
    this.#keep(framesOf(inPieces(stored, limits.largeBytes).snapshot), stored.head);
    // Nobody is given what this node has not heard of: what they write would hang on what it does not know.
    this.room.expect(stored.head);
    for (const { session, stateVector } of waiting) this.room.join(session, stateVector);
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
