/**
 * The elected worker: the one feed, cache and outbox of this browser profile (design.md §5). It answers every tab's
 * questions; a tab never notices which tab's worker it is.
 */
import { MIRROR_VERSION, type ResetEvent, type RowsEvent } from "@domain/feed.ts";
import { Mirror } from "@db/cache/mirror.ts";
import { get } from "../../api/client.ts";
import { type LocalDb, openLocalDb, whyNotKept } from "../local_db.ts";
import { type Handlers, LeaderServer } from "../rpc.ts";
import type { Hello, Note, WorkerInit } from "../rpc_types.ts";
import { Answers } from "./answers.ts";
import { CacheKeeper } from "./cache_keeper.ts";
import { CacheQueue } from "./cache_queue.ts";
import { ContactAnswers } from "./contact_answers.ts";
import { Feed, type FeedEvent, type FeedState } from "./feed.ts";
import { FirstScreen } from "./first_screen.ts";
import { LiveState } from "./live_state.ts";
import { News } from "./news.ts";
import { OnDemand } from "./on_demand.ts";
import { OutboxRunner } from "./outbox_runner.ts";
import { OwnDocuments } from "./own_documents.ts";
import { questions } from "./questions.ts";
import { SyncStatus } from "./sync_status.ts";
import { WaitingList } from "./waiting_list.ts";

const SWEEP_MS = 1_000;

/** Resolves when it leads; then it does until the worker ends. */
export async function lead(init: WorkerInit): Promise<void> {
  await new Leader(init, await openLocalDb(init.me.id)).start();
}

class Leader {
  readonly #init: WorkerInit;
  readonly #local: LocalDb;
  readonly #mirror: Mirror;
  readonly #queue: CacheQueue;
  readonly #keeper: CacheKeeper;
  readonly #outbox: OutboxRunner;
  readonly #live: LiveState;
  readonly #screen: FirstScreen;
  readonly #news: News;
  readonly #status: SyncStatus;
  readonly #waiting: WaitingList;
  readonly #answers: Answers;
  readonly #contacts: ContactAnswers;
  readonly #onDemand = new OnDemand((event) => this.#takeRows(event, true));
  readonly #documents: OwnDocuments;
  readonly #loading = Promise.withResolvers<void>();
  #server: LeaderServer | undefined;
  #feed: Feed | undefined;
  #cursor: string | undefined;
  /** What comes now is everything there is (no cursor was sent), until the feed is level. */
  #whole = false;
  #clockOffset: number;
  /** A connection was made and is not level yet. */
  #connected = false;

  constructor(init: WorkerInit, local: LocalDb) {
    this.#init = init;
    this.#local = local;
    this.#clockOffset = init.clockOffset;
    const tell = (note: Note) => this.#server?.tell(note);
    this.#live = new LiveState((event) => tell({ note: "live", event }));
    this.#mirror = new Mirror(init.me.actor);
    this.#queue = new CacheQueue((cause) => void this.#onBroken(cause), () => this.#keeper.stored());
    const keeps = () => tell({ note: "history", isKept: this.#keeper.keepsHistory });
    this.#keeper = new CacheKeeper(init.me.id, init.files, local, this.#queue, keeps);
    local.watch({
      makeRoom: () => this.#makeRoom(),
      failed: (cause) => tell({ note: "unkept", why: cause === undefined ? undefined : whyNotKept(cause) }),
    });
    this.#screen = new FirstScreen(local, this.#mirror);
    this.#news = new News(tell, () => this.#mirror.config(), () => this.#whole);
    this.#outbox = new OutboxRunner(local, this.#mirror, {
      onOverlay: (conversationIds) => {
        this.#news.changed(conversationIds, { notifications: true });
        this.#outboxChanged();
      },
      onSending: () => this.#waiting.emit(),
      onPassing: (passing) => tell({ note: "passing", passing }),
      onSent: (count) => this.#status.sent(count),
      onSignedOut: () => tell({ note: "signed_out", wiped: false }),
      onTooOld: () => this.#status.change((line) => line.old()),
    });
    this.#status = new SyncStatus(this.#outbox.state, tell);
    this.#documents = new OwnDocuments(local, this.#mirror, init.me.id, () => this.#waiting.emit());
    this.#waiting = new WaitingList(local, this.#outbox.state, this.#mirror, this.#documents, tell);
    const deps = {
      mirror: this.#mirror,
      queue: this.#queue,
      me: init.me.id,
      ready: this.#loading.promise,
      onDemand: this.#onDemand,
      changed: () => this.#news.changed([]),
    };
    this.#answers = new Answers(deps);
    this.#contacts = new ContactAnswers(deps);
  }

  async start(): Promise<void> {
    const { cached, seeded } = await this.#screen.read();
    if (cached || seeded) this.#status.warm();
    await this.#outbox.read();
    this.#server = new LeaderServer(this.#init.scope, this.#handlers());
    this.#outbox.kick();
    if (cached) await this.#loadCache();
    else void this.#keeper.openBehind();
    this.#loading.resolve();
    this.#whole = this.#cursor === undefined;
    this.#feed = new Feed({
      cursor: () => this.#cursor,
      onEvent: (event) => this.#onFeed(event),
      onState: (state) => this.#onFeedState(state),
    });
    setInterval(() => this.#sweep(), SWEEP_MS);
  }

  async #loadCache(): Promise<void> {
    const { events, cursor } = await this.#keeper.load();
    this.#cursor = cursor;
    if (cursor === undefined) return;
    // The picture of last time may show what has left since: the cache is the truth.
    this.#mirror.clear();
    for (const event of events) this.#mirror.apply(event);
    this.#screen.loaded();
    this.#outbox.overlay();
    this.#news.everything();
  }

  #handlers(): Handlers {
    return {
      hello: () => this.#hello(),
      ...questions(this.#screen, this.#answers, this.#contacts),
      queued: (record) => this.#outbox.queued(record),
      attached: () => {
        this.#server?.tell({ note: "files" });
        this.#outbox.kick();
      },
      cancelUpload: ({ mediaId }) => this.#outbox.cancelUpload(mediaId),
      dismiss: ({ actionId }) => this.#outbox.dismiss(actionId),
      replace: ({ actionId, action }) => this.#outbox.replace(actionId, action),
      withdraw: ({ actionId }) => this.#outbox.withdraw(actionId),
      resync: () => this.#resync(),
      network: ({ online }) => this.#onNetwork(online),
      unsent: () => this.#outbox.unsent,
      makeRoom: () => this.#makeRoom(),
      wipe: () => this.#wipe(),
    };
  }

  #hello(): Hello {
    // A tab that died between disk and telling left something there; the next one to come brings it along.
    void this.#outbox.read().then(() => this.#outbox.kick());
    return {
      sync: this.#status.current,
      problems: this.#outbox.state.problems(),
      waiting: this.#waiting.current,
      config: this.#mirror.config(),
      live: this.#live.events(),
      clockOffset: this.#clockOffset,
      keepsHistory: this.#keeper.keepsHistory,
    };
  }

  #onFeed(event: FeedEvent): void {
    switch (event.type) {
      case "rows":
        if (this.#whole && this.#screen.isAnew()) this.#queue.push({ kind: "wipe" });
        this.#onDemand.seen(event.data);
        this.#takeRows(event.data, this.#whole);
        if (event.data.table === "messages") this.#status.received(event.data.rows.length);
        break;
      case "gone":
        this.#mirror.drop(event.data.conversationIds);
        this.#queue.push({ kind: "gone", conversationIds: event.data.conversationIds });
        this.#news.changed(event.data.conversationIds, { notifications: true });
        break;
      case "reset":
        return void this.#onReset(event.data);
      case "progress":
        this.#status.change((line) => line.progress(event.data.done, event.data.total));
        break;
      case "live":
        return this.#live.apply(event.data);
      case "level":
        this.#onLevel(event.data.at);
    }
    // While everything streams in, only its end may be gone on from.
    if (event.cursor !== undefined && !this.#whole) {
      this.#cursor = event.cursor;
      this.#queue.push({ kind: "cursor", cursor: event.cursor });
    }
  }

  #takeRows(event: RowsEvent, whole: boolean): void {
    const touched = this.#mirror.apply(event);
    this.#outbox.arrived(event);
    this.#queue.push({ kind: "rows", event, whole });
    this.#news.changed(touched.conversations, touched);
    if (this.#outbox.state.records.length > 0) this.#outboxChanged();
  }
  #outboxChanged(): void {
    this.#status.problems();
    this.#waiting.emit();
  }

  #onLevel(at: string): void {
    if (this.#whole) this.#news.everything();
    this.#whole = false;
    this.#screen.loaded();
    this.#outbox.settle(true);
    // Before the line says that all is here: an inbox that is "live" and still empty looks like lost tickets.
    this.#news.flush();
    const offset = Date.parse(at) - Date.now();
    if (Math.abs(offset - this.#clockOffset) > 2000) {
      this.#clockOffset = offset;
      this.#server?.tell({ note: "clock", offset });
    }
    this.#status.change((line) => line.level(Date.now()));
    if (this.#connected) void this.#documents.sync();
    this.#connected = false;
    this.#screen.changed();
  }

  async #onReset({ reason }: ResetEvent): Promise<void> {
    // A page older than the server goes on showing what it has until it is loaded anew.
    if (reason === "version" && await this.#isOld()) {
      this.#feed?.stop();
      return this.#status.change((line) => line.old());
    }
    this.#mirror.clear();
    for (const brought of [this.#contacts, this.#answers.olderTickets]) brought.forget();
    this.#outbox.overlay();
    this.#queue.push({ kind: "wipe" });
    this.#cursor = undefined;
    this.#whole = true;
    this.#status.change((line) => line.reset());
    this.#news.everything();
    this.#feed?.wake(true);
  }

  async #isOld(): Promise<boolean> {
    const me = await get<{ mirrorVersion: number }>("/api/me");
    return me.ok && me.data.mirrorVersion !== MIRROR_VERSION;
  }

  #onFeedState(state: FeedState): void {
    if (state === "signed_out") return this.#server?.tell({ note: "signed_out", wiped: false });
    if (state === "open") {
      this.#outbox.kick();
      this.#connected = true;
      this.#screen.connected();
      return this.#status.change((line) => line.open());
    }
    this.#live.clear();
    this.#status.change((line) => line.down(Date.now()));
  }

  #onNetwork(online: boolean): void {
    if (!online) return this.#feed?.lost();
    this.#feed?.wake();
    this.#outbox.kick();
  }
  #resync(): void {
    this.#status.change((line) => line.resync());
    this.#feed?.wake(true);
    this.#outbox.kick();
  }

  #sweep(): void {
    this.#outbox.settle(false);
    this.#screen.save();
    this.#status.emit();
  }

  async #onBroken(cause: unknown): Promise<void> {
    if (await this.#keeper.broken(cause)) this.#fetchAll();
  }

  /** What was stored is gone for what somebody wrote: all of it comes again, into memory. */
  async #makeRoom(): Promise<void> {
    await this.#keeper.makeRoom();
    this.#fetchAll();
  }
  #fetchAll(): void {
    this.#cursor = undefined;
    this.#whole = true;
    this.#feed?.wake(true);
  }

  async #wipe(): Promise<void> {
    this.#feed?.stop();
    this.#outbox.stop();
    this.#documents.stop();
    await this.#keeper.wipe();
    this.#local.close();
    this.#server?.tell({ note: "signed_out", wiped: true });
  }
}
