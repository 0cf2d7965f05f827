import type { DocRef } from "../doc/kinds.ts";
import type { BusMessage } from "./bus_message.ts";
import type { Authorship, DocStore } from "./doc_store.ts";
import type { LargeAnswers } from "./large_answers.ts";
import type { Limits } from "./limits.ts";
import type { Room } from "./room.ts";
import type { Session } from "./session.ts";

export type RoomDeps = {
  store: DocStore;
  fold: (ref: DocRef) => Promise<void>;
  limits: Limits;
  large: LargeAnswers;
  publish: (message: BusMessage) => void;
  node: string;
  /** There is something to store. */
  dirty: (room: Room) => void;
  /** Its rows are behind its text. */
  behind: (room: Room) => void;
  /** The store cannot be read: forget this room. */
  failed: (room: Room, error: unknown) => void;
  now: () => number;
};

/** An update frame nobody has looked at yet: the `count`-th of its session, with the rights it had when it came. */
export type Frame = { session: Session; count: number; write: ReadonlySet<string>; update: Uint8Array<ArrayBuffer> };

/** An update frame that was accepted. */
export type Accepted = Frame & { changed: boolean; newClients: number[] };

/** What the store was given; `followed`: who wrote text in it that rows follow. */
export type Cut = { frames: Accepted[]; bytes: Uint8Array<ArrayBuffer>; followed: Authorship[] };

/** A reader who is to be given what is committed. */
export type Ask =
  | { type: "join"; session: Session; stateVector: Uint8Array<ArrayBuffer> }
  /** Holds everything up to `seq`. */
  | { type: "resync"; session: Session; seq: number };

export type Remote = Extract<BusMessage, { type: "updates" }>;
