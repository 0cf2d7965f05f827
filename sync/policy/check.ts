/**
 * Applies an update to the live document and says whether it may stay (SPEC.md P). After a refusal the document
 * holds what was refused: the caller throws that copy away and loads the stored one.
 */
import * as Y from "yjs";
import type { RefusalReason } from "./reason.ts";
import { checkStruct, Refuse } from "./check_struct.ts";
import { checkSizes, sizesOf } from "./check_size.ts";
import type { DocRule } from "./rule.ts";

export type Writer = { memberId: string; write: ReadonlySet<string> };

/** Which member owns a client id in this document; `null`: the server's own edits. */
export type Owners = Map<number, string | null>;

export type Verdict =
  | { ok: true; changed: boolean; touched: Touched[]; newClients: number[] }
  | { ok: false; reason: RefusalReason; path: string };

/** A root that changed, and for maps which key. */
export type Touched = { root: string; key: string | null };

export function applyChecked(doc: Y.Doc, update: Uint8Array, rule: DocRule, writer: Writer, owners: Owners): Verdict {
  if (update.byteLength > rule.maxUpdateBytes) return refused("too_large");
  let verdict: Verdict = { ok: true, changed: false, touched: [], newClients: [] };
  // afterTransaction comes before deleted content is collected: everything the update brought is still there to see.
  const inspect = (transaction: Y.Transaction) => {
    try {
      verdict = examine(doc, transaction, rule, writer, owners);
    } catch (error) {
      if (!(error instanceof Refuse)) throw error;
      verdict = { ok: false, reason: error.reason, path: error.path };
    }
  };
  doc.once("afterTransaction", inspect);
  try {
    Y.applyUpdate(doc, update, writer);
  } catch {
    return refused("malformed");
  } finally {
    doc.off("afterTransaction", inspect);
  }
  // Content waiting for something unknown would come alive later, unchecked. [P6]
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) return refused("pending");
  return verdict;
}

function refused(reason: RefusalReason): Verdict {
  return { ok: false, reason, path: "" };
}

function examine(
  doc: Y.Doc,
  transaction: Y.Transaction,
  rule: DocRule,
  writer: Writer,
  owners: Owners,
): Verdict {
  for (const root of doc.share.keys()) if (!Object.hasOwn(rule.roots, root)) throw new Refuse("foreign_root", root);
  const newClients: number[] = [];
  let changed = transaction.deleteSet.clients.size > 0;
  const inserted = new Map<string, number>();
  for (const [client, after] of transaction.afterState) {
    const before = transaction.beforeState.get(client) ?? 0;
    if (after === before) continue;
    changed = true;
    const owner = owners.get(client);
    if (owner === undefined) newClients.push(client);
    else if (owner !== writer.memberId) throw new Refuse("foreign_client", "");
    if (writer.write.size === 0) throw new Refuse("forbidden", "");
    const structs = doc.store.clients.get(client)!;
    for (let i = Y.findIndexSS(structs, before); i < structs.length; i++) {
      const root = checkStruct(structs[i]!, before, rule, writer.write);
      if (root !== undefined) inserted.set(root, (inserted.get(root) ?? 0) + structs[i]!.length);
    }
  }
  if (newClients.length > rule.maxNewClients) throw new Refuse("too_large", "");
  const touched = touchedRoots(transaction, writer.write);
  checkSizes(doc, rule, touched, inserted, sizesOf(doc));
  return { ok: true, changed, touched, newClients };
}

/** Every root whose content was added to or deleted from; deletes show here and nowhere else. */
function touchedRoots(transaction: Y.Transaction, write: ReadonlySet<string>): Touched[] {
  const touched: Touched[] = [];
  for (const [type, keys] of transaction.changed) {
    let top = type;
    while (top._item !== null) top = top._item.parent as typeof top;
    const root = Y.findRootTypeKey(top);
    if (!write.has(root)) throw new Refuse("forbidden", root);
    for (const key of type === top ? keys : [null]) touched.push({ root, key });
  }
  return touched;
}
