import * as Y from "yjs";
import type { DocRef } from "@sync/doc/kinds.ts";
import type {
  AppendEntry,
  AppendResult,
  DocStore,
  FollowEntry,
  Owner,
  StoredDoc,
  StoredTail,
} from "@sync/server/doc_store.ts";

type Held = {
  snapshot: Uint8Array;
  floor: number;
  updates: { seq: number; bytes: Uint8Array }[];
  head: number;
  owners: Owner[];
};

/** Documents in memory, for runs that drive every interleaving. Held to the same contract as PostgreSQL's. */
export class MemoryDocStore implements DocStore {
  readonly #docs = new Map<string, Held>();
  /** Called before each operation; may wait, or throw. */
  before: () => Promise<void> = () => Promise.resolve();

  constructor(private readonly workspaceId: string, seeds: Record<string, Uint8Array>) {
    for (const [id, snapshot] of Object.entries(seeds)) {
      this.#docs.set(id, { snapshot, floor: 0, updates: [], head: 0, owners: [] });
    }
  }

  async load({ id }: DocRef): Promise<StoredDoc | "not_found"> {
    await this.before();
    const doc = this.#docs.get(id);
    if (!doc) return "not_found";
    const updates = doc.updates.map((update) => update.bytes);
    return {
      workspaceId: this.workspaceId,
      snapshot: [doc.snapshot],
      updates,
      head: doc.head,
      owners: [...doc.owners],
    };
  }

  async since({ id }: DocRef, seq: number): Promise<StoredTail | "compacted"> {
    await this.before();
    const doc = this.#docs.get(id)!;
    if (seq < doc.floor) return "compacted";
    return { updates: doc.updates.filter((update) => update.seq > seq), owners: [...doc.owners] };
  }

  async append(entries: readonly AppendEntry[]): Promise<AppendResult[]> {
    await this.before();
    return entries.map(({ ref, bytes, newClients }) => {
      const doc = this.#docs.get(ref.id)!;
      const owners = new Map(doc.owners.map((owner) => [owner.clientId, owner.memberId]));
      for (const { clientId, memberId } of newClients) {
        const owner = owners.get(clientId);
        if (owner !== undefined && owner !== memberId) return { ok: false, clientId };
        owners.set(clientId, memberId);
      }
      doc.updates.push({ seq: ++doc.head, bytes });
      doc.owners = [...owners].map(([clientId, memberId]) => ({ clientId, memberId }));
      return { ok: true, seq: doc.head, compactable: doc.updates.length > 20 };
    });
  }

  /** It has no rows. */
  async follow(): Promise<FollowEntry[]> {
    await this.before();
    return [];
  }

  async compact({ id }: DocRef, seq: number, snapshot: Uint8Array): Promise<void> {
    await this.before();
    const doc = this.#docs.get(id)!;
    if (seq <= doc.floor || seq > doc.head) return;
    Object.assign(doc, { snapshot, floor: seq, updates: doc.updates.filter((update) => update.seq > seq) });
  }

  async heads(refs: readonly DocRef[]): Promise<number[]> {
    await this.before();
    return refs.map(({ id }) => this.#docs.get(id)?.head ?? 0);
  }

  /** What a fresh reader would see. */
  read(id: string): Y.Doc {
    const { snapshot, updates } = this.#docs.get(id)!;
    const doc = new Y.Doc();
    for (const update of [snapshot, ...updates.map(({ bytes }) => bytes)]) Y.applyUpdate(doc, update);
    return doc;
  }
}
