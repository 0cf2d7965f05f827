/**
 * Documents nobody has open: takes edits made offline to the server, and brings copies of the member's own tickets
 * and of boards, so that these can be worked on offline though they were never opened here.
 */
import { syncAddress } from "@sync/client/address.ts";
import { Provider } from "@sync/client/provider.ts";
import { CLOSE } from "@sync/wire/close_code.ts";
import type { DocRef } from "@sync/doc/kinds.ts";
import { type LocalDb } from "../local_db.ts";
import { idbPendingStore, missingDocs, pendingDocs } from "../pending_store.ts";

/** Those that a tab has open settle themselves; both at once is harmless (updates merge, numbers name them). */
const AT_ONCE = 4;
const GIVE_UP_MS = 30_000;
/** The ticket went to somebody else, the board is nobody's of theirs any more, or it is gone. */
const GONE: ReadonlySet<number> = new Set([CLOSE.forbidden, CLOSE.notFound]);

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

  /**
   * Resolves when each had its turn. `wanted`: those whose copy should lie here. Out: ids of those with edits that are not
   * taken, because their author no longer sees them; undefined when another run was under way.
   */
  async run(wanted: readonly DocRef[]): Promise<Set<string> | undefined> {
    if (this.#running || this.#stopped) return undefined;
    this.#running = true;
    const outOfSight = new Set<string>();
    try {
      const all = [...await pendingDocs(this.#db), ...await missingDocs(this.#db, wanted)];
      // Ids are unique over all kinds.
      const refs = [...new Map(all.map((ref) => [ref.id, ref])).values()];
      for (let i = 0; i < refs.length && !this.#stopped; i += AT_ONCE) {
        const some = refs.slice(i, i + AT_ONCE);
        const taken = await Promise.all(some.map((ref) => this.#flush(ref)));
        some.forEach(({ id }, n) => !taken[n] && outOfSight.add(id));
      }
      return outOfSight;
    } finally {
      this.#running = false;
    }
  }

  /** False when its author no longer sees it and edits stay. */
  async #flush(ref: DocRef): Promise<boolean> {
    const settled = Promise.withResolvers<boolean>();
    const provider = new Provider({
      ref,
      store: idbPendingStore(this.#db),
      openSocket: () => new WebSocket(syncAddress(ref, location)),
      openChannel: (name) => new BroadcastChannel(name),
      onState: (state) => {
        const isSaved = state.type === "live" && state.unsaved === 0;
        if (isSaved || state.type === "offline") settled.resolve(true);
        else if (state.type === "stopped") settled.resolve(state.unsaved === 0 || !GONE.has(state.code));
      },
      // What was refused is on disk for its author; the fresh copy has nothing of ours.
      onForked: () => {},
    });
    const timer = setTimeout(() => settled.resolve(true), GIVE_UP_MS);
    await provider.open();
    const isTaken = await settled.promise;
    clearTimeout(timer);
    await provider.close();
    return isTaken;
  }
}
