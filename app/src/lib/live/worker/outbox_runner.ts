/** The outbox at work: what waits is laid over the mirror, files go up, actions go out, results come back to disk. */
import type { Action, ActionResult } from "@domain/action.ts";
import type { RowsEvent } from "@domain/feed.ts";
import type { Mirror } from "@db/cache/mirror.ts";
import type { PassingNote } from "../desk_api.ts";
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
  /** Something is on its way now, or no longer. */
  onSending: () => void;
  onPassing: (passing: PassingNote) => void;
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
      place: (conversationId) => mirror.place(conversationId),
      contact: (contactId) => mirror.contact(contactId),
      progressOf: (mediaId) => this.#uploads.progressOf(mediaId),
    });
    this.#uploads = new Uploads(local, {
      awaited: () => this.state.records.flatMap(({ action }) => mediaOf(action) ?? []),
      onProgress: () => this.overlay(),
      onUploaded: () => this.#flusher.kick(),
      onRefused: (mediaId) => void this.#refuseMedia(mediaId),
    });
    this.#flusher = new Flusher({
      next: (limit) => this.#nextBatch(limit),
      sending: (batch) => {
        this.state.sending(batch);
        hooks.onSending();
      },
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
    this.kick();
  }

  async cancelUpload(mediaId: string): Promise<void> {
    await this.#uploads.cancel(mediaId);
    await this.#drop(this.state.records.filter(({ action }) => mediaOf(action) === mediaId));
  }

  async dismiss(actionId: string): Promise<void> {
    const record = this.state.find(actionId);
    if (!record?.refusal) return;
    const { run } = record;
    // What was to follow it in the same run was meant to follow it, not to stand alone.
    await this.#drop(this.state.records.filter((one) => one === record || (run !== undefined && one.run === run)));
  }

  /**
   * Something else takes the action's place under its own id: whether an earlier try of it reached the server is not
   * known here, and there one id runs once. Answers false for what is on its way.
   */
  async withdraw(actionId: string): Promise<boolean> {
    const record = this.state.find(actionId);
    if (!record || record.action.type === "action.withdraw" || this.state.isSending(record)) return false;
    const { id, composedAt } = record.action;
    const takenBack = "text" in record.action ? record.action.text : "";
    const conversationId = this.state.conversationOf(record);
    await this.#put({
      seq: record.seq,
      action: { type: "action.withdraw", id, composedAt },
      conversationId,
      takenBack,
    });
    const media = mediaOf(record.action);
    if (media) await this.#uploads.cancel(media);
    return true;
  }

  async replace(actionId: string, action: Action): Promise<void> {
    const record = this.state.find(actionId);
    // Put again after a change of leader: it is in its place already.
    if (!record) return;
    await this.#put({ seq: record.seq, action, conversationId: record.conversationId, run: record.run });
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
    const over: OutboxRecord[] = [];
    const refused: OutboxRecord[] = [];
    const passing: PassingNote[] = [];
    for (const { record, result } of results) {
      if (result.status === "done") {
        done.push(record);
        continue;
      }
      const note = passingNote(record, this.state.conversationOf(record), result);
      if (note) passing.push(note);
      if (note || isSilent(record.action)) over.push(record);
      else refused.push({ ...record, refusal: { code: result.code, params: result.params, at: Date.now() } });
    }
    // On disk first: an action leaves the outbox only with the server's word in hand.
    await removeFromOutbox(this.#local, [...done, ...over]);
    await putInOutbox(this.#local, refused);
    for (const record of done) this.state.done(record, Date.now());
    for (const { seq } of over) this.state.remove(seq);
    for (const record of refused) this.state.put(record);
    for (const note of passing) this.#hooks.onPassing(note);
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

  async #put(record: OutboxRecord): Promise<void> {
    await putInOutbox(this.#local, [record]);
    this.state.put(record);
    this.overlay();
    this.kick();
  }

  async #drop(records: OutboxRecord[]): Promise<void> {
    await removeFromOutbox(this.#local, records);
    for (const { seq } of records) this.state.remove(seq);
    this.overlay();
    this.#flusher.kick();
  }
}

/** A refusal that asks nothing of its author. */
function passingNote(
  { action, takenBack = "" }: OutboxRecord,
  conversationId: string | undefined,
  { code, params }: Extract<ActionResult, { status: "refused" }>,
): PassingNote | undefined {
  if (conversationId === undefined) return undefined;
  if (action.type === "action.withdraw") return { kind: "too_late", conversationId, text: takenBack };
  if (code !== "draft_sent" || params.same !== true) return undefined;
  const { memberId, at } = params;
  return {
    kind: "same_words",
    conversationId,
    memberId: String(memberId),
    sentAt: String(at),
    composedAt: action.composedAt,
  };
}
