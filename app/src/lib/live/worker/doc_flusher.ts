/**
 * Documents nobody has open: takes edits made offline to the server, and brings copies of the member's own tickets, so
 * that these can be worked on offline though they were never opened here.
 */
import { syncAddress } from "@sync/client/address.ts";
import { Provider } from "@sync/client/provider.ts";
import { type LocalDb } from "../local_db.ts";
import { idbPendingStore, missingDocs, pendingDocs } from "../pending_store.ts";

/** Those that a tab has open settle themselves; both at once is harmless (updates merge, numbers name them). */
const AT_ONCE = 4;
const GIVE_UP_MS = 30_000;

export class DocFlusher {
  readonly #db: LocalDb;
  #running = false;
  #stopped = false;

  constructor(db: LocalDb) {
    this.#db = db;
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Resolves when each had its turn. `wanted`: tickets whose copy should lie here. */
  async run(wanted: readonly string[]): Promise<void> {
    if (this.#running || this.#stopped) return;
    this.#running = true;
    try {
      const ids = [
        ...new Set([...await pendingDocs(this.#db, "ticket"), ...await missingDocs(this.#db, "ticket", wanted)]),
      ];
      for (let i = 0; i < ids.length && !this.#stopped; i += AT_ONCE) {
        await Promise.all(ids.slice(i, i + AT_ONCE).map((id) => this.#flush(id)));
      }
    } finally {
      this.#running = false;
    }
  }

  async #flush(id: string): Promise<void> {
    const ref = { kind: "ticket", id } as const;
    const settled = Promise.withResolvers<void>();
    const provider = new Provider({
      ref,
      store: idbPendingStore(this.#db),
      openSocket: () => new WebSocket(syncAddress(ref, location)),
      openChannel: (name) => new BroadcastChannel(name),
      onState: (state) => {
        const isSaved = state.type === "live" && state.unsaved === 0;
        if (isSaved || state.type === "offline" || state.type === "stopped") settled.resolve();
      },
      // What was refused is on disk for its author; the fresh copy has nothing of ours.
      onForked: () => {},
    });
    const timer = setTimeout(settled.resolve, GIVE_UP_MS);
    await provider.open();
    await settled.promise;
    clearTimeout(timer);
    await provider.close();
  }
}
