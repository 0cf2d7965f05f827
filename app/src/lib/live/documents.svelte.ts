import { syncAddress } from "@sync/client/address.ts";
import type { DocRef } from "@sync/doc/kinds.ts";
import { Provider, type ProviderState } from "@sync/client/provider.ts";
import { CLOSE } from "@sync/wire/close_code.ts";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { type DocHooks, provideDocuments } from "./document_opener.ts";
import type { DocState, TicketDoc } from "./desk_api.ts";
import type { LocalDb } from "./local_db.ts";
import { dropRefused, idbPendingStore, type KeptRefusal, readRefused } from "./pending_store.ts";

/** A document while its screen is open. */
export class LiveDoc implements TicketDoc {
  readonly #ref: DocRef;
  readonly #db: LocalDb;
  readonly #provider: Provider;
  readonly #hooks: DocHooks;
  #doc = $state.raw<Y.Doc>()!;
  #awareness = $state.raw<Awareness>()!;
  #state = $state.raw<DocState>("saving");
  #ready = $state.raw(false);
  #refusals = $state.raw<KeptRefusal[]>([]);

  constructor(db: LocalDb, ref: DocRef, hooks: DocHooks) {
    this.#db = db;
    this.#ref = ref;
    this.#hooks = hooks;
    this.#provider = new Provider({
      ref,
      store: idbPendingStore(db),
      openSocket: () => new WebSocket(syncAddress(ref, location)),
      openChannel: (name) => new BroadcastChannel(name),
      onState: (state) => this.#show(state),
      onForked: ({ doc, awareness }) => {
        this.#doc = doc;
        this.#awareness = awareness;
        this.#ready = false;
        void this.#readRefusals();
      },
    });
    this.#doc = this.#provider.doc;
    this.#awareness = this.#provider.awareness;
    void this.#readRefusals();
    void this.#provider.open();
  }

  get doc(): Y.Doc {
    return this.#doc;
  }

  get awareness(): Awareness {
    return this.#awareness;
  }

  get state(): DocState {
    return this.#refusals.length > 0 ? "refused" : this.#state;
  }

  get ready(): boolean {
    return this.#ready;
  }

  get refused(): { reason: string; text: string } | undefined {
    const entry = this.#refusals[0]?.entry;
    return entry && { reason: entry.reason, text: entry.text.map(({ value }) => value).join("\n\n") };
  }

  dismissRefused(): void {
    const first = this.#refusals[0];
    if (!first) return;
    this.#refusals = this.#refusals.slice(1);
    void dropRefused(this.#db, [first.number]);
  }

  /** The network is back. */
  reconnect(): void {
    this.#provider.reconnect();
  }

  close(): void {
    this.#hooks.onClose(this);
    void this.#provider.close();
  }

  #show(state: ProviderState): void {
    this.#ready = this.#provider.isLoaded;
    switch (state.type) {
      case "opening":
      case "connecting":
        // Says nothing new: what was saved still is, what was not still is not.
        if (this.#state === "saved" && state.type === "connecting" && state.unsaved > 0) this.#state = "saving";
        break;
      case "live":
        this.#state = state.unsaved === 0 ? "saved" : "saving";
        break;
      case "stopped":
        if (state.code === CLOSE.clientTooOld) this.#hooks.onTooOld();
        this.#state = "offline";
        break;
      case "offline":
      case "closed":
        this.#state = "offline";
    }
  }

  async #readRefusals(): Promise<void> {
    this.#refusals = await readRefused(this.#db, this.#ref.kind, this.#ref.id);
  }
}

provideDocuments((db, ref, hooks) => new LiveDoc(db, ref, hooks));
