/**
 * A document in a browser (SPEC.md C): from the cache at once, with the server when there is one, with the other tabs
 * always. What this tab writes is on disk before it counts as kept and acknowledged before it counts as saved.
 */
import { applyAwarenessUpdate, Awareness, removeAwarenessStates } from "y-protocols/awareness";
import * as Y from "yjs";
import { type DocRef, newDoc } from "../doc/kinds.ts";
import { isFinal } from "../wire/close_code.ts";
import { decodeDown, type Down } from "../wire/down.ts";
import { decodeFrame, encodeAwareness, encodeStep2, encodeUpdate } from "../wire/frame.ts";
import type { Refused } from "../wire/refused.ts";
import { backoff } from "./backoff.ts";
import { Connection } from "./connection.ts";
import { inPieces, type Pending, PendingUpdates } from "./pending_updates.ts";
import type { PendingStore, RefusedEntry } from "./pending_store.ts";
import { refusedEntry } from "./refused_content.ts";
import { TabChannel, type TabPort } from "./tab_channel.ts";

/** `unsaved`: edits of this browser the server has not committed. `live` with 0 is "saved". */
export type ProviderState =
  /** Reading the cache. */
  | { type: "opening" }
  | { type: "connecting"; unsaved: number }
  | { type: "live"; unsaved: number; write: readonly string[] }
  | { type: "offline"; since: number; retryAt: number; unsaved: number }
  /** The server sent us away for good, with a code of 4400–4499; edits stay on disk. */
  | { type: "stopped"; code: number; unsaved: number }
  | { type: "closed" };

/** The old copy must go: show `doc` and `awareness` instead. `refused` is null when another tab's words were refused. */
export type Forked = { doc: Y.Doc; awareness: Awareness; refused: RefusedEntry | null };

export type ProviderDeps = {
  ref: DocRef;
  store: PendingStore;
  /** `() => new WebSocket(syncAddress(ref, location))` */
  openSocket: () => WebSocket;
  /** `(name) => new BroadcastChannel(name)` */
  openChannel?: (name: string) => TabPort;
  onState: (state: ProviderState) => void;
  onForked: (forked: Forked) => void;
};

const FROM_DISK = Symbol("from disk");
const FROM_TAB = Symbol("from another tab");
const FROM_SERVER = Symbol("from the server");
const SAVE_STATE_MS = 1_000;
/** Larger offers go in pieces: the server refuses updates over 512 KB. */
const OFFER_BYTES = 128 * 1024;

export class Provider {
  doc: Y.Doc;
  awareness: Awareness;
  #state: ProviderState = { type: "opening" };
  #write: readonly string[] = [];
  #synced = false;
  #connection: Connection | undefined;
  #attempt = 0;
  #offlineSince = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #saving: ReturnType<typeof setTimeout> | undefined;
  /** Another tab's words, which this copy holds, were refused: it goes as soon as nothing of its own waits. */
  #letGo = false;
  readonly #pending: PendingUpdates;
  readonly #tabs: TabChannel;

  constructor(private readonly deps: ProviderDeps) {
    this.doc = newDoc(deps.ref.kind);
    this.awareness = new Awareness(this.doc);
    this.#pending = new PendingUpdates(deps.store, deps.ref, () => this.#tell());
    this.#tabs = new TabChannel(deps.ref, deps.openChannel, (message) => {
      if (message.type === "update") Y.applyUpdate(this.doc, message.update, FROM_TAB);
      else if (message.type === "fork") this.#letGo = true;
      else {this.#tabs.post({
          type: "update",
          update: Uint8Array.from(Y.encodeStateAsUpdate(this.doc, message.stateVector)),
        });}
    });
  }

  get state(): ProviderState {
    return this.#state;
  }
  /** There is something to show: the cache had it, or the server has sent it. */
  get isLoaded(): boolean {
    return this.doc.store.clients.size > 0;
  }

  /** Edits the disk refused (quota, blocked): they live in this tab only. */
  get atRisk(): number {
    return this.#pending.atRisk;
  }

  /** Resolves when the cache is read. */
  async open(): Promise<void> {
    const { ref, store } = this.deps;
    const { state, pending } = await store.load(ref.kind, ref.id).catch(() => ({ state: undefined, pending: [] }));
    if (this.#state.type === "closed") return;
    if (state) Y.applyUpdate(this.doc, state, FROM_DISK);
    for (const { number, update } of pending) {
      Y.applyUpdate(this.doc, update, FROM_DISK);
      this.#pending.found(number, update);
    }
    this.#watch();
    this.#tabs.post({ type: "hello", stateVector: Uint8Array.from(Y.encodeStateVector(this.doc)) });
    this.#connect();
  }

  /** Tries at once, whatever the back-off says: the network is back, or a person asked. */
  reconnect(): void {
    if (this.#state.type === "offline" || this.#state.type === "stopped") this.#connect();
  }

  /** Everything of this tab is on disk when it resolves. Server copies arrive no more. */
  async close(): Promise<void> {
    if (this.#state.type === "closed") return;
    this.#set({ type: "closed" });
    clearTimeout(this.#retry);
    this.#connection?.end();
    this.#tabs.close();
    this.awareness.destroy();
    await this.#pending.settled();
    await this.#saveState();
    this.doc.destroy();
  }

  #watch(): void {
    this.doc.on("update", this.#edited);
    this.awareness.on("update", this.#moved);
  }

  #unwatch(): void {
    this.doc.off("update", this.#edited);
    this.awareness.off("update", this.#moved);
  }

  readonly #edited = (update: Uint8Array, origin: unknown) => {
    this.#saving ??= setTimeout(() => void this.#saveState(), SAVE_STATE_MS);
    if (origin === FROM_DISK || origin === FROM_TAB || origin === FROM_SERVER) return;
    const bytes = Uint8Array.from(update);
    const pending = this.#pending.add(bytes);
    this.#tabs.post({ type: "update", update: bytes });
    if (this.#connection?.offered) this.#offer(this.#connection, encodeUpdate(bytes), [pending]);
    this.#tell();
  };

  readonly #moved = (_changes: unknown, origin: unknown) => {
    if (origin !== FROM_SERVER) this.#sendAwareness();
  };

  #sendAwareness(): void {
    const clientId = this.doc.clientID;
    const meta = this.awareness.meta.get(clientId);
    if (!meta) return;
    const state = JSON.stringify(this.awareness.getLocalState());
    this.#connection?.send(encodeAwareness([{ clientId, clock: meta.clock, state }]));
  }

  #connect(): void {
    clearTimeout(this.#retry);
    this.#synced = false;
    this.#set({ type: "connecting", unsaved: this.#pending.size });
    const connection: Connection = new Connection({
      open: this.deps.openSocket,
      stateVector: () => Y.encodeStateVector(this.doc),
      opened: () => this.#sendAwareness(),
      hear: (bytes) => this.#hear(connection, bytes),
      closed: (code) => this.#disconnected(connection, code),
    });
    this.#connection = connection;
  }

  #hear(connection: Connection, bytes: Uint8Array<ArrayBuffer>): void {
    const frame = decodeFrame(bytes);
    switch (frame.type) {
      case "step1":
        return this.#answer(connection, frame.stateVector);
      case "update":
        Y.applyUpdate(this.doc, frame.update, FROM_SERVER);
        if (frame.answer) {
          this.#synced = true;
          this.#attempt = 0;
        }
        return this.#tell();
      case "awareness":
        return applyAwarenessUpdate(this.awareness, frame.body, FROM_SERVER);
      case "queryAwareness":
        return this.#sendAwareness();
      case "other":
        return this.#heard(connection, decodeDown(frame.code, frame.rest));
    }
  }

  #heard(connection: Connection, down: Down | undefined): void {
    if (down?.type === "saved") connection.saved(down.count);
    else if (down?.type === "access") this.#write = down.write;
    else if (down?.type === "refused") return this.#fork(down);
    this.#tell();
  }

  /** Offers what the server lacks: all that waits, in one piece if it is small. [C4] */
  #answer(connection: Connection, stateVector: Uint8Array): void {
    const missing = Uint8Array.from(Y.encodeStateAsUpdate(this.doc, stateVector));
    const waiting = this.#pending.all;
    connection.offered = true;
    if (missing.byteLength <= OFFER_BYTES) return this.#offer(connection, encodeStep2(missing), waiting);
    for (const piece of inPieces(waiting, OFFER_BYTES)) {
      this.#offer(connection, encodeUpdate(Y.mergeUpdates(piece.map((pending) => pending.update))), piece);
    }
  }

  #offer(connection: Connection, frame: Uint8Array<ArrayBuffer>, those: Pending[]): void {
    connection.sendUpdate(frame, () => {
      // What stays on disk for an error is offered once more next time: harmless.
      this.#pending.erase(this.#pending.withdraw(those)).catch(() => {});
    });
  }

  /**
   * The server will never take this copy: let go of it, keep its author's words, begin again from the server's. [C7]
   */
  #fork(refused: Refused | null): void {
    if (this.#state.type === "closed") return;
    const { ref, store } = this.deps;
    const waiting = this.#pending.withdraw(this.#pending.all);
    const updates = waiting.map((pending) => pending.update);
    const entry = refused && refusedEntry(ref.kind, this.doc, updates, refused, new Date());
    this.#letGo = false;
    this.#unwatch();
    clearTimeout(this.#saving);
    this.#saving = undefined;
    const state = this.awareness.getLocalState();
    this.awareness.destroy();
    this.doc = newDoc(ref.kind);
    this.awareness = new Awareness(this.doc);
    this.awareness.setLocalState(state);
    this.#watch();
    // The words first, then what led to them.
    void (async () => {
      if (entry) await store.keepRefused(ref.kind, ref.id, entry);
      await store.saveState(ref.kind, ref.id, Uint8Array.from(Y.encodeStateAsUpdate(newDoc(ref.kind))));
      await this.#pending.erase(waiting);
    })().catch(() => {
      // Still on disk as pending: offered, refused and kept at the next opening.
    });
    if (entry) this.#tabs.post({ type: "fork" });
    this.deps.onForked({ doc: this.doc, awareness: this.awareness, refused: entry });
    const connection = this.#connection;
    this.#connection = undefined;
    connection?.end();
    this.#connect();
  }

  #disconnected(connection: Connection, code: number): void {
    if (this.#connection !== connection || this.#state.type === "closed") return;
    this.#connection = undefined;
    this.#synced = false;
    const others = [...this.awareness.getStates().keys()].filter((clientId) => clientId !== this.doc.clientID);
    removeAwarenessStates(this.awareness, others, FROM_SERVER);
    if (isFinal(code)) return this.#set({ type: "stopped", code, unsaved: this.#pending.size });
    if (this.#state.type !== "offline") this.#offlineSince = this.#attempt === 0 ? Date.now() : this.#offlineSince;
    const wait = backoff(this.#attempt++);
    this.#set({ type: "offline", since: this.#offlineSince, retryAt: Date.now() + wait, unsaved: this.#pending.size });
    this.#retry = setTimeout(() => this.#connect(), wait);
  }

  async #saveState(): Promise<void> {
    clearTimeout(this.#saving);
    this.#saving = undefined;
    if (!this.isLoaded || this.#letGo) return;
    const { ref, store } = this.deps;
    // A cache: without it the next opening asks the server.
    await store.saveState(ref.kind, ref.id, Uint8Array.from(Y.encodeStateAsUpdate(this.doc))).catch(() => {});
  }

  /** Numbers moved within the same state. */
  #tell(): void {
    if (this.#letGo && this.#pending.size === 0) return this.#fork(null);
    const unsaved = this.#pending.size;
    switch (this.#state.type) {
      case "connecting":
      case "live":
        return this.#set(
          this.#synced ? { type: "live", unsaved, write: this.#write } : { type: "connecting", unsaved },
        );
      case "offline":
      case "stopped":
        return this.#set({ ...this.#state, unsaved });
      case "opening":
      case "closed":
        return;
    }
  }

  #set(state: ProviderState): void {
    if (this.#state.type === "closed") return;
    this.#state = state;
    this.deps.onState(state);
  }
}
