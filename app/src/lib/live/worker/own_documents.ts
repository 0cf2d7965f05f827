/**
 * Documents that no tab has open: their edits leave, copies of the member's own tickets and of all boards come, and
 * those of tickets that are no longer here (out of sight, the person erased) go.
 */
import type { Mirror } from "@db/cache/mirror.ts";
import type { LocalDb } from "../local_db.ts";
import { dropCopies, missingDocs, pendingDocs } from "../pending_store.ts";
import type { DocFlusher } from "./doc_flusher.ts";

/** Copies brought here unasked; each is a few kilobytes and one short connection. */
const COPIES = 40;

export class OwnDocuments {
  readonly #local: LocalDb;
  readonly #mirror: Mirror;
  readonly #me: string;
  readonly #onOutOfSight: () => void;
  /** Ids of those with edits that wait here though their author no longer sees them. */
  outOfSight: ReadonlySet<string> = new Set();
  #flusher: DocFlusher | undefined;

  constructor(local: LocalDb, mirror: Mirror, me: string, onOutOfSight: () => void) {
    this.#local = local;
    this.#mirror = mirror;
    this.#me = me;
    this.#onOutOfSight = onOutOfSight;
  }

  /** To be called when the mirror is level with the server: what is not in it is not to be kept either. */
  async sync(): Promise<void> {
    await dropCopies(this.#local, "ticket", (id) => this.#isHere(id));
    await dropCopies(this.#local, "board", (id) => this.#mirror.get("boards", id) !== undefined);
    const mine = this.#mirror.all("tickets").filter(({ agent_id, status }) =>
      agent_id === this.#me && status !== "closed"
    );
    const boards = this.#mirror.all("boards").filter((board) => board.archived_at === null);
    const wanted = await missingDocs(this.#local, [
      ...boards.slice(0, COPIES).map(({ id }) => ({ kind: "board" as const, id })),
      ...mine.slice(-COPIES).map(({ id }) => ({ kind: "ticket" as const, id })),
    ]);
    if (wanted.length === 0 && (await pendingDocs(this.#local)).length === 0) return;
    // Documents' own library comes along only when there is something for it.
    const { DocFlusher } = await import("./doc_flusher.ts");
    this.#flusher ??= new DocFlusher(this.#local);
    const outOfSight = await this.#flusher.run(wanted);
    if (!outOfSight) return;
    this.outOfSight = outOfSight;
    this.#onOutOfSight();
  }

  /** A ticket stays for counting when its conversation is gone. */
  #isHere(ticketId: string): boolean {
    const ticket = this.#mirror.get("tickets", ticketId);
    return ticket !== undefined && this.#mirror.get("conversations", ticket.conversation_id) !== undefined;
  }

  stop(): void {
    this.#flusher?.stop();
  }
}
