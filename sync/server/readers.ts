import * as Y from "yjs";
import { CLOSE } from "../wire/close_code.ts";
import { encodeStep2, encodeUpdate } from "../wire/frame.ts";
import { RecentUpdates } from "./recent_updates.ts";
import type { Session } from "./session.ts";

/** What goes down to the sessions of a room. Everything given here is committed. [R5] */
export class Readers {
  #recent: RecentUpdates;
  #fresh: WeakRef<Uint8Array<ArrayBuffer>> | undefined;

  constructor(
    private readonly sessions: ReadonlySet<Session>,
    head: number,
    private readonly recentBytes: number,
    private readonly now: () => number,
    /** The whole document as it was read, when it was read in one piece: nothing to encode for who comes first. */
    whole: Uint8Array | undefined,
  ) {
    this.#recent = new RecentUpdates(head, recentBytes);
    this.#fresh = whole && new WeakRef(encodeStep2(whole));
  }

  /** The log before `head` is no longer at hand. */
  startAgain(head: number): void {
    this.#recent = new RecentUpdates(head, this.recentBytes);
    this.#fresh = undefined;
  }

  /** An update to everybody but its author. */
  tell(bytes: Uint8Array, seq: number, author?: Session): void {
    this.#recent.push(seq, bytes);
    this.#fresh = undefined;
    const frame = encodeUpdate(bytes);
    const now = this.now();
    for (const session of this.sessions) {
      if (session !== author && isJoined(session)) session.outlet.live(frame, seq - 1, now);
    }
  }

  /** The answer to a step 1: from here on live updates follow. */
  answer(session: Session, doc: Y.Doc, stateVector: Uint8Array): void {
    if (session.state.type !== "live") return;
    let frame: Uint8Array<ArrayBuffer>;
    try {
      frame = isEmpty(stateVector) ? this.#whole(doc) : encodeStep2(Y.encodeStateAsUpdate(doc, stateVector));
    } catch {
      return session.close(CLOSE.badFrame, "malformed state vector");
    }
    session.state = { ...session.state, joined: true };
    session.outlet.send(frame);
  }

  /** Encoded once for all who come with nothing, as long as nobody writes and the memory is not wanted. */
  #whole(doc: Y.Doc): Uint8Array<ArrayBuffer> {
    const known = this.#fresh?.deref();
    if (known) return known;
    const frame = encodeStep2(Y.encodeStateAsUpdate(doc));
    this.#fresh = new WeakRef(frame);
    return frame;
  }

  /** For one who holds everything up to `seq`: the rest, or the whole when the rest is not at hand. */
  resync(session: Session, doc: Y.Doc, seq: number): void {
    if (!isJoined(session)) return;
    const missed = this.#recent.since(seq);
    if (missed === undefined) session.outlet.send(encodeUpdate(Y.encodeStateAsUpdate(doc)));
    else if (missed.length > 0) session.outlet.send(encodeUpdate(Y.mergeUpdates(missed)));
  }
}

const isJoined = (session: Session) => session.state.type === "live" && session.state.joined;

const isEmpty = (stateVector: Uint8Array) => stateVector.byteLength === 1 && stateVector[0] === 0;
