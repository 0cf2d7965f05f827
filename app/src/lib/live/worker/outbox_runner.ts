/** The outbox at work: what waits is laid over the mirror, files go up, actions go out, results come back to disk. */
import type { Action, ActionResult } from "@domain/action.ts";
import type { RowsEvent } from "@domain/feed.ts";
import type { Mirror } from "@db/cache/mirror.ts";
import type { LocalDb, OutboxRecord } from "../local_db.ts";
import { mediaOf, putInOutbox, readOutbox, removeFromOutbox } from "../outbox.ts";
import { isSilent, nextBatch } from "../outbox_plan.ts";
import { Flusher } from "./flusher.ts";
import { OutboxState } from "./outbox_state.ts";
import { Uploads } from "./uploads.ts";

export type OutboxHooks = {
  /** These conversations look different now. */
  onOverlay: (conversationIds: Iterable<string>) => void;
  onSent: (count: number) => void;
  onSignedOut: () => void;
  onTooOld: () => void;
};

export class OutboxRunner {
  readonly #local: LocalDb;
  readonly #mirror: Mirror;
  readonly #hooks: OutboxHooks;
  readonly #uploads: Uploads;
  readonly #flusher: Flusher;
  readonly state: OutboxState;

  constructor(local: LocalDb, mirror: Mirror, hooks: OutboxHooks) {
    this.#local = local;
    this.#mirror = mirror;
    this.#hooks = hooks;
    this.state = new OutboxState({
      conversationOf: (ticketId) => mirror.conversationOf(ticketId),
      ticketOf: (conversationId) => mirror.place(conversationId).ticket?.id,
      progressOf: (mediaId) => this.#uploads.progressOf(mediaId),
    });
    this.#uploads = new Uploads(local, {
      onProgress: () => this.overlay(),
      onUploaded: () => this.#flusher.kick(),
      onRefused: (mediaId) => void this.#refuseMedia(mediaId),
    });
    this.#flusher = new Flusher({
      next: (limit) => this.#nextBatch(limit),
      sending: (batch) => this.state.sending(batch),
      settle: (results) => this.#settle(results),
      onSignedOut: hooks.onSignedOut,
      onTooOld: hooks.onTooOld,
    });
  }

  /** Reads what waits on disk, also what a tab put there and could not tell of. */
  async read(): Promise<void> {
    for (const record of await readOutbox(this.#local)) {
      if (!this.state.find(record.action.id)) this.state.put(record);
    }
    this.overlay();
  }

  kick(): void {
    this.#uploads.kick();
    this.#flusher.kick();
  }

  stop(): void {
    this.#uploads.stop();
    this.#flusher.stop();
  }

  /** How many actions and files the server does not have. */
  get unsent(): number {
    return this.state.records.filter(({ action }) => !isSilent(action)).length;
  }

  queued(record: OutboxRecord): void {
    // Put again after a change of leader: perhaps read from disk already, perhaps done. Its id makes a repeat harmless.
    if (!this.state.find(record.action.id)) this.state.put(record);
    this.overlay();
    this.#flusher.kick();
  }

  async cancelUpload(mediaId: string): Promise<void> {
    await this.#uploads.cancel(mediaId);
    await this.#drop(this.state.records.filter(({ action }) => mediaOf(action) === mediaId));
  }

  async dismiss(actionId: string): Promise<void> {
    const record = this.state.find(actionId);
    if (record?.refusal) await this.#drop([record]);
  }

  async replace(actionId: string, action: Action): Promise<void> {
    const record = this.state.find(actionId);
    // Put again after a change of leader: it is in its place already.
    if (!record) return;
    const next: OutboxRecord = { seq: record.seq, action, conversationId: record.conversationId };
    await putInOutbox(this.#local, [next]);
    this.state.put(next);
    this.overlay();
    this.kick();
  }

  /** Lays what waits over the mirror again. */
  overlay(): void {
    this.#hooks.onOverlay(this.#mirror.setPending(this.state.placed()));
  }

  arrived(event: RowsEvent): void {
    this.state.arrived(event);
  }

  /** Stops laying over what the feed has brought (`level`: a batch of it is complete) or what took too long. */
  settle(level: boolean): void {
    if (this.state.isSettling && this.state.settle(Date.now(), level)) this.overlay();
  }

  #nextBatch(limit: number): OutboxRecord[] {
    return nextBatch({
      records: this.state.records,
      conversationOf: (record) => this.state.conversationOf(record),
      isUploaded: (mediaId) => this.#uploads.isUploaded(mediaId),
      limit,
    });
  }

  async #settle(results: { record: OutboxRecord; result: ActionResult }[]): Promise<void> {
    const done: OutboxRecord[] = [];
    const refused: OutboxRecord[] = [];
    for (const { record, result } of results) {
      if (result.status === "done" || isSilent(record.action)) done.push(record);
      else refused.push({ ...record, refusal: { code: result.code, params: result.params, at: Date.now() } });
    }
    // On disk first: an action leaves the outbox only with the server's word in hand.
    await removeFromOutbox(this.#local, done);
    await putInOutbox(this.#local, refused);
    for (const record of done) this.state.done(record, Date.now());
    for (const record of refused) this.state.put(record);
    this.#hooks.onSent(done.filter(({ action }) => !isSilent(action)).length);
    this.overlay();
  }

  async #refuseMedia(mediaId: string): Promise<void> {
    const refusal = this.#uploads.refusalOf(mediaId);
    if (!refusal) return;
    const refused = this.state.records
      .filter((record) => mediaOf(record.action) === mediaId && !record.refusal)
      .map((record) => ({ ...record, refusal: { ...refusal, at: Date.now() } }));
    await putInOutbox(this.#local, refused);
    for (const record of refused) this.state.put(record);
    this.overlay();
    this.#flusher.kick();
  }

  async #drop(records: OutboxRecord[]): Promise<void> {
    await removeFromOutbox(this.#local, records);
    for (const { seq } of records) this.state.remove(seq);
    this.overlay();
    this.#flusher.kick();
  }
}
