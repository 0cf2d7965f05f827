/** Tells the tabs what of this browser the server does not have: actions in order, and documents with edits. */
import type { Mirror } from "@db/cache/mirror.ts";
import type { DocRef } from "@sync/doc/kinds.ts";
import type { Waiting } from "../desk_api.ts";
import type { LocalDb } from "../local_db.ts";
import { pendingDocs, watchPendingDocs } from "../pending_store.ts";
import type { Note } from "../rpc_types.ts";
import type { OwnDocuments } from "./own_documents.ts";
import type { OutboxState } from "./outbox_state.ts";

/** Typing writes a document at each key, and the server acknowledges most of that at once. */
const PAUSE_MS = 400;

export class WaitingList {
  readonly #local: LocalDb;
  readonly #outbox: OutboxState;
  readonly #mirror: Mirror;
  readonly #own: OwnDocuments;
  readonly #tell: (note: Note) => void;
  #documents: DocRef[] = [];
  #told = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    local: LocalDb,
    outbox: OutboxState,
    mirror: Mirror,
    own: OwnDocuments,
    tell: (note: Note) => void,
  ) {
    this.#local = local;
    this.#outbox = outbox;
    this.#mirror = mirror;
    this.#own = own;
    this.#tell = tell;
    watchPendingDocs(() => this.#timer ??= setTimeout(() => void this.#read(), PAUSE_MS));
    void this.#read();
  }

  get current(): Waiting {
    return {
      actions: this.#outbox.waitingActions(),
      documents: this.#documents.map((of) => ({
        of,
        name: this.#nameOf(of),
        isOutOfSight: this.#own.outOfSight.has(of.id),
      })),
    };
  }

  /** Something of it may look different. */
  emit(): void {
    const waiting = this.current;
    const told = JSON.stringify([
      waiting.actions.map(({ action, state, ticketId, contact }) => [action.id, state, ticketId, contact?.name]),
      waiting.documents,
    ]);
    if (told === this.#told) return;
    this.#told = told;
    this.#tell({ note: "waiting", waiting });
  }

  #nameOf({ kind, id }: DocRef): string | undefined {
    if (kind === "board") return this.#mirror.get("boards", id)?.name;
    const conversationId = this.#mirror.conversationOf(id);
    return conversationId ? this.#mirror.place(conversationId).contact?.name : undefined;
  }

  async #read(): Promise<void> {
    this.#timer = undefined;
    this.#documents = await pendingDocs(this.#local);
    this.emit();
  }
}
