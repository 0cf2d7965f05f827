/** What this browser keeps, as a tab knows it. */
import type { SyncState, Unkept, Waiting } from "./desk_api.ts";
import { type LocalDb, whyNotKept } from "./local_db.ts";
import { askToPersist } from "./persist.ts";

export class DiskState {
  keepsHistory = $state.raw(true);
  unkept = $state.raw<Unkept>();

  constructor(local: LocalDb, makeRoom: () => Promise<void>) {
    local.watch({
      makeRoom,
      failed: (cause) => (this.unkept = cause === undefined ? undefined : whyNotKept(cause)),
    });
  }

  /** When something lies only here, and nobody knows for how long. */
  guard({ kind }: SyncState, { actions, documents }: Waiting): void {
    const isCut = kind === "offline" || kind === "failed";
    if (isCut && actions.length + documents.length > 0) void askToPersist();
  }
}
