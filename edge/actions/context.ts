import type { ErrorCode, ErrorParams, Refusal } from "@domain/error.ts";
import type { Actor } from "@domain/policy.ts";
import type { Tx } from "@db/tx.ts";
import type { Sealer } from "../auth/seal.ts";
import type { DocRef } from "@sync/doc/kinds.ts";
import type * as Y from "yjs";
import type { Enqueue } from "../jobs/jobs.ts";

/** Who acts: a member, with what rules need. Bots, jobs and the API act as members or as the system later. */
export type Member = Actor & { workspaceId: string; roleId: string; name: string; signatureOn: boolean } & {
  /** Through the public API: nobody is there to be asked. */
  viaApi?: boolean;
};

/** What an action may use. Nothing here reaches outside its transaction. */
export type Context = {
  tx: Tx;
  member: Member;
  /** When its author wrote it; earlier than now when it waited in an outbox. */
  composedAt: Date;
  seal: Sealer;
  publicUrl: string;
  /** Enqueued in this transaction: runs if, and only if, it commits. */
  enqueue: Enqueue;
  /** Edits a document in this transaction; open rooms hear of it when it has committed. */
  edit(ref: DocRef, change: (doc: Y.Doc) => void): Promise<void>;
};

/** `once`: a secret for the first answer only. It is not stored with the result, so a repeat does not show it again. */
export type Outcome =
  | { ok: true; data?: Record<string, unknown>; once?: Record<string, unknown> }
  | Refusal;
export const DONE: Outcome = { ok: true };

export function refused(code: ErrorCode, params: ErrorParams = {}): Outcome {
  return { ok: false, code, params };
}
