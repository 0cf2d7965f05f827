import type { Touched } from "../policy/check.ts";
import type { BusMessage } from "./bus_message.ts";
import type { DocStore } from "./doc_store.ts";
import type { Limits } from "./limits.ts";
import type { Room } from "./room.ts";
import type { Session } from "./session.ts";

export type RoomDeps = {
  store: DocStore;
  limits: Limits;
  publish: (message: BusMessage) => void;
  node: string;
  /** There is something to store. */
  dirty: (room: Room) => void;
  /** The store cannot be read: forget this room. */
  failed: (room: Room, error: unknown) => void;
  now: () => number;
};

/** An update frame that was accepted. `bytes` is null when it changed nothing: it is only acknowledged in its turn. */
export type Accepted = {
  session: Session;
  count: number;
  bytes: Uint8Array<ArrayBuffer> | null;
  newClients: number[];
  touched: Touched[];
};

export type Task =
  | { type: "update"; session: Session; count: number; update: Uint8Array<ArrayBuffer> }
  | { type: "join"; session: Session; stateVector: Uint8Array<ArrayBuffer> }
  | { type: "resync"; session: Session; seq: number }
  | { type: "remote"; message: Extract<BusMessage, { type: "updates" }> };
