import type { DocRef } from "@sync/doc/kinds.ts";
import type { LiveDoc } from "./documents.svelte.ts";
import type { LocalDb } from "./local_db.ts";

export type DocHooks = {
  onClose: (document: LiveDoc) => void;
  /** The server speaks a newer protocol than this page. */
  onTooOld: () => void;
};
type Open = (db: LocalDb, ref: DocRef, hooks: DocHooks) => LiveDoc;
let opener: Open | undefined;

/** Documents bring Yjs with them: the screens that show one load them (documents.svelte.ts calls this), the list does not. */
export function provideDocuments(open: Open): void {
  opener = open;
}

export const openDocument: Open = (...args) => {
  if (!opener) throw new Error("cannot open a document: its screen did not import #lib/live/documents.svelte.ts");
  return opener(...args);
};
