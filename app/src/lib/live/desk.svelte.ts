/** The data layer as screens see it: worker, outbox on disk, documents and Svelte's runes joined. */
import type { DocRef } from "@sync/doc/kinds.ts";
import type { BoardCards } from "./board_api.ts";
import { configOf, emptyConfig, meNow } from "./config.ts";
import type {
  Config,
  ContactList,
  ContactQuery,
  Desk,
  ListQuery,
  Me,
  NotificationItem,
  OlderEnd,
  PassingNote,
  Person,
  PresenceState,
  Present,
  Problem,
  Schedule,
  SearchHit,
  Settled,
  SyncState,
  TicketDoc,
  TicketList,
  Unkept,
  Waiting,
  Wish,
} from "./desk_api.ts";
import type { Thread } from "./thread_api.ts";
import { DeskOutbox } from "./desk_outbox.svelte.ts";
import { DiskState } from "./disk_state.svelte.ts";
import type { LocalDb } from "./local_db.ts";
import { type AttachExtra, MediaUrls } from "./media_urls.svelte.ts";
import { OpenDocuments } from "./open_documents.ts";
import { pendingDocs } from "./pending_store.ts";
import { OpenViews } from "./open_views.ts";
import { Presence } from "./presence.svelte.ts";
import { LeaderClient, NoAnswer } from "./rpc.ts";
import type { Hello, Note } from "./rpc_types.ts";
import { endSession, forgetSession, type Session } from "./session.ts";
import { shownIn } from "./shown_in.ts";
import { onUpdateReady, reloadToUpdate } from "./update.ts";
import { wipeLocal } from "./wipe_local.ts";
import { watchWindow } from "./window_events.ts";

export type DeskDeps = {
  session: Session;
  local: LocalDb;
  scope: string;
  /** Ends this tab's worker. */
  stopWorker: () => void;
  /** Somebody has to sign in. `isWiped`: they signed out in this browser; else the session ended by itself. */
  onSignedOut: (isWiped: boolean) => void;
};

export class LiveDesk implements Desk {
  readonly #deps: DeskDeps;
  readonly #client: LeaderClient;
  readonly #outbox: DeskOutbox;
  readonly #presence: Presence;
  readonly #media: MediaUrls;
  readonly #disk: DiskState;
  readonly #open: OpenViews;
  readonly #documents: OpenDocuments;
  readonly #leave: (() => void)[] = [];
  #sync = $state.raw<SyncState>({ kind: "syncing", done: 0, total: 0 });
  #config = $state.raw<Config>(emptyConfig());
  #now = $state.raw(0);
  #updateReady = $state.raw(false);
  #offset: number;
  readonly #me: Me = $derived.by(() => meNow(this.#deps.session.me, this.#config));

  constructor(deps: DeskDeps) {
    this.#deps = deps;
    this.#offset = deps.session.clockOffset;
    this.#updateReady = deps.session.old;
    this.#now = this.#clock();
    this.#presence = new Presence(deps.session.me.id);
    this.#media = new MediaUrls(deps.local);
    this.#documents = new OpenDocuments(deps.local, () => (this.#updateReady = true));
    this.#client = new LeaderClient(deps.scope, (note) => this.#onNote(note));
    this.#open = new OpenViews(this.#client);
    this.#outbox = new DeskOutbox({
      local: deps.local,
      client: this.#client,
      clock: () => this.#clock(),
      conversationOf: (action) => shownIn(this.#open.threads, action),
    });
    this.#disk = new DiskState(deps.local, () => this.#client.call("makeRoom", null));
    void this.#media.read();
    void this.#hello();
    this.#leave.push(
      onUpdateReady(() => (this.#updateReady = true)),
      watchWindow({
        network: (online) => {
          this.#client.call("network", { online }).catch(() => {});
          if (online) this.#documents.reconnect();
        },
        seen: (visible) => {
          this.#now = this.#clock();
          this.#presence.seen(visible);
        },
        tick: () => (this.#now = this.#clock()),
      }),
    );
  }

  get me(): Me {
    return this.#me;
  }
  get sync(): SyncState {
    return this.#updateReady && this.#sync.kind === "live" ? { kind: "old" } : this.#sync;
  }
  get config(): Config {
    return this.#config;
  }
  get problems(): Problem[] {
    return this.#outbox.problems;
  }
  get waiting(): Waiting {
    return this.#outbox.waiting;
  }
  get passing(): PassingNote[] {
    return this.#outbox.passing;
  }
  get keepsHistory(): boolean {
    return this.#disk.keepsHistory;
  }
  get unkept(): Unkept | undefined {
    return this.#disk.unkept;
  }
  get notifications(): NotificationItem[] {
    return this.#open.notifications.items;
  }
  get online(): Set<string> {
    return this.#presence.online;
  }
  get now(): number {
    return this.#now;
  }

  readonly list = (query: ListQuery): TicketList => this.#open.list(query);
  readonly contacts = (query: ContactQuery): ContactList => this.#open.contacts(query);
  readonly thread = (conversationId: string): Thread => this.#open.thread(conversationId);
  readonly person = (contactId: string): Person => this.#open.person(contactId);
  readonly schedule = (): Schedule => this.#open.schedule();

  readonly conversationOf = (ticketId: string) => this.#client.call("conversationOf", { ticketId });
  readonly document = (ticketId: string): TicketDoc => this.#documents.open({ kind: "ticket", id: ticketId });
  readonly board = (boardId: string): TicketDoc => this.#documents.open({ kind: "board", id: boardId });
  readonly boardCards = (boardId: string): BoardCards => this.#open.boardCards(boardId);

  present(ticketId: string): Present[] {
    return this.#presence.present(ticketId);
  }
  contactTyping(conversationId: string): boolean {
    return this.#presence.contactTyping(conversationId);
  }
  setPresence(ticketId: string | null, state: PresenceState, draft?: string): void {
    this.#presence.set(ticketId, state, draft);
  }

  readonly act = (wish: Wish, run?: string): Promise<string> => this.#outbox.act(wish, run);
  readonly actNow = (wish: Wish): Promise<Settled> => this.#outbox.actNow(wish);
  readonly dismiss = (actionId: string): Promise<void> => this.#outbox.dismiss(actionId);
  readonly replace = (actionId: string, wish: Wish): Promise<string> => this.#outbox.replace(actionId, wish);
  readonly discardEdits = (of: DocRef): Promise<void> => this.#outbox.discardEdits(of);
  readonly withdraw = (actionId: string): Promise<boolean> => this.#outbox.withdraw(actionId);

  async attach(file: Blob, name: string, extra?: AttachExtra) {
    const media = await this.#media.attach(file, name, $state.snapshot(extra));
    this.#client.call("attached", { mediaId: media.id }).catch((cause) => console.warn("upload: not told", cause));
    return media;
  }

  mediaUrl(mediaId: string): string {
    return this.#media.of(mediaId);
  }
  cancelUpload(mediaId: string): void {
    void this.#client.call("cancelUpload", { mediaId });
  }

  readonly olderTickets = (query: ListQuery): Promise<OlderEnd> => this.#client.call("olderTickets", { query });
  readonly search = (text: string): Promise<SearchHit[]> => this.#client.call("search", { text });
  readonly searchServer = (text: string, before?: string) => this.#client.call("searchServer", { text, before });
  readonly occurrences = (conversationId: string, text: string, from: "here" | "server") =>
    this.#client.call("occurrences", { conversationId, text, from });

  async resync(): Promise<void> {
    this.#documents.reconnect();
    await this.#client.call("resync", null);
  }

  async unsent(): Promise<number> {
    const docs = await pendingDocs(this.#deps.local);
    return docs.length + await this.#client.call("unsent", null);
  }

  async signOut(): Promise<void> {
    this.#documents.close();
    await endSession();
    try {
      await this.#client.call("wipe", null, 5_000);
    } catch (cause) {
      // The browser frees what the worker held when the page goes.
      if (!(cause instanceof NoAnswer)) console.error("sign-out: the worker could not wipe", cause);
    }
    await this.close();
    await wipeLocal(this.#deps.session.me.id);
  }
  reload(): Promise<void> {
    return reloadToUpdate();
  }

  /** Lets go of everything (the page signs out or goes). */
  async close(): Promise<void> {
    for (const leave of this.#leave) leave();
    this.#open.close();
    this.#documents.close();
    this.#presence.close();
    this.#media.close();
    this.#outbox.close();
    this.#client.close();
    this.#deps.stopWorker();
    this.#deps.local.close();
  }

  #hello(): Promise<void> {
    const answer = this.#client.call("hello", null, 60_000);
    return answer.then((hello) => this.#take(hello), (cause) => console.error("data worker: did not start", cause));
  }

  #take({ sync, problems, waiting, config, live, clockOffset, keepsHistory }: Hello): void {
    this.#sync = sync;
    this.#outbox.start(problems, waiting);
    this.#config = configOf(config);
    this.#offset = clockOffset;
    this.#disk.keepsHistory = keepsHistory;
    this.#now = this.#clock();
    for (const event of live) this.#presence.apply(event, this.#clock());
  }

  #onNote(note: Note): void {
    switch (note.note) {
      case "leader":
        // Another worker leads: what it shows may be newer or older than what we have.
        void this.#hello();
        this.#open.refresh();
        break;
      case "changed":
        if (note.config) this.#config = configOf(note.config);
        this.#open.changed(note);
        break;
      case "sync":
        if (this.#sync.kind !== "live" && note.state.kind !== "offline") {
          this.#documents.reconnect();
        }
        this.#sync = note.state;
        this.#disk.guard(this.#sync, this.#outbox.waiting);
        break;
      case "problems":
      case "waiting":
      case "passing":
        this.#outbox.take(note);
        this.#disk.guard(this.#sync, this.#outbox.waiting);
        break;
      case "history":
        this.#disk.keepsHistory = note.isKept;
        break;
      case "unkept":
        this.#disk.unkept = note.why;
        break;
      case "live":
        this.#presence.apply(note.event, this.#clock());
        break;
      case "clock":
        this.#offset = note.offset;
        this.#now = this.#clock();
        break;
      case "files":
        void this.#media.read();
        break;
      case "signed_out":
        void this.#onSignedOut(note.wiped);
    }
  }

  async #onSignedOut(wiped: boolean): Promise<void> {
    if (!wiped) await forgetSession();
    await this.close();
    this.#deps.onSignedOut(wiped);
  }

  #clock(): number {
    return Date.now() + this.#offset;
  }
}
