import type { DocRef } from "@sync/doc/kinds.ts";
import { openDocument } from "./document_opener.ts";
import type { LiveDoc } from "./documents.svelte.ts";
import type { LocalDb } from "./local_db.ts";

/** The documents that screens of this tab have open. */
export class OpenDocuments {
  readonly #local: LocalDb;
  readonly #onTooOld: () => void;
  readonly #all = new Set<LiveDoc>();

  constructor(local: LocalDb, onTooOld: () => void) {
    this.#local = local;
    this.#onTooOld = onTooOld;
  }

  open(ref: DocRef): LiveDoc {
    const document = openDocument(this.#local, ref, {
      onClose: (closed) => this.#all.delete(closed),
      onTooOld: this.#onTooOld,
    });
    this.#all.add(document);
    return document;
  }

  /** The network may be back. */
  reconnect(): void {
    for (const document of this.#all) document.reconnect();
  }

  close(): void {
    for (const document of [...this.#all]) document.close();
  }
}
