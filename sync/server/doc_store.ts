import type { DocContents, DocRef } from "../doc/kinds.ts";
import type { Touched } from "../policy/check.ts";

/** What a room needs of its storage. The contract is proven by tests/contract/doc_store_contract.ts. */
export interface DocStore {
  /**
   * The whole document. Throws when it cannot be read: an unreadable document is never an empty one (SPEC.md R2).
   */
  load(ref: DocRef): Promise<StoredDoc | "not_found">;
  /** Updates after `seq`, without a gap, or "compacted" when they are no longer kept one by one. */
  since(ref: DocRef, seq: number): Promise<StoredTail | "compacted">;
  /**
   * Stores each entry whole, with its rows, and resolves after COMMIT of all. Rejects when one was not stored, or when
   * that is unknown: storing again is harmless.
   */
  append(entries: readonly AppendEntry[]): Promise<AppendResult[]>;
  /** Makes the rows that follow these documents' text say what they say. Out: those that were written to since. [R13] */
  follow(entries: readonly FollowEntry[]): Promise<FollowEntry[]>;
  /** Replaces everything up to `seq` by `snapshot`, unless somebody has done so for a later one. */
  compact(ref: DocRef, seq: number, snapshot: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Newest sequence of each, in the order asked; 0 for one that is gone. */
  heads(refs: readonly DocRef[]): Promise<number[]>;
}

export type Owner = { clientId: number; memberId: string | null };

export type StoredDoc = {
  workspaceId: string;
  /** In one piece, or in several that follow each other. */
  snapshot: readonly Uint8Array[];
  updates: Uint8Array[];
  /** Sequence of the last update. */
  head: number;
  owners: Owner[];
};

export type StoredTail = { updates: { seq: number; bytes: Uint8Array }[]; owners: Owner[] };

/** Who wrote a part of an update, and where. */
export type Authorship = { memberId: string; touched: Touched[] };

export type AppendEntry = {
  ref: DocRef;
  workspaceId: string;
  /** The room's copy is exactly what is stored up to here, plus `bytes`. */
  knownSeq: number;
  /** One update, of one or several members; it becomes one number of the log. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Client ids that write here for the first time. */
  newClients: { clientId: number; memberId: string }[];
  /** In the order they wrote. */
  by: Authorship[];
  /**
   * What rows must say after it, while the store's head is `knownSeq`; else the store reads its own copy. `null`: the
   * update touches nothing that rows show at once.
   */
  contents: DocContents | null;
  /** It touches text that rows repeat: they will be `follow`ed, by anybody if the writer's node dies before it does. */
  isFollowed: boolean;
};

export type FollowEntry = {
  ref: DocRef;
  /** What is stored up to `seq`; for null the store reads its own copy. */
  known: { seq: number; contents: DocContents } | null;
  /** Who wrote since rows followed last. */
  by: Authorship[];
};

export type AppendResult =
  | { ok: true; seq: number; compactable: boolean }
  /** Another member holds this client id since a moment ago, through another node. Nothing of the entry was stored. */
  | { ok: false; clientId: number };
