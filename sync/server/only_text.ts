import type { AppendEntry } from "./doc_store.ts";

/** By people who are known, in the draft or the note: nothing to bind, and no row but the note's to compare. */
export function isOnlyText({ newClients, by }: AppendEntry): boolean {
  return newClients.length === 0 && by.every(({ touched }) => touched.every(({ root }) => TEXTS.includes(root)));
}
const TEXTS = ["draft", "note"];
