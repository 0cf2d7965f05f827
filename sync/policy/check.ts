/**
 * Applies updates to the live document and says of each whether it may stay (SPEC.md P). All of them pass through one
 * Yjs transaction, whose cost is then shared, but each is looked at by itself, right after it was integrated: what it
 * brought and what it deleted is all still there to see. After a refusal the document holds what was refused: the
 * caller throws that copy away and loads the stored one.
 */
import * as decoding from "lib0/decoding";
import * as Y from "yjs";
import type { RefusalReason } from "./reason.ts";
import { checkStruct, Refuse, rootOf } from "./check_struct.ts";
import { checkSizes, sizesOf } from "./check_size.ts";
import type { DocRule } from "./rule.ts";

export type Writer = { memberId: string; write: ReadonlySet<string> };

/** Which member owns a client id in this document; `null`: the server's own edits. */
export type Owners = Map<number, string | null>;

export type Incoming = { update: Uint8Array<ArrayBuffer>; writer: Writer };

export type Verdict =
  | { ok: true; changed: boolean; touched: Touched[]; newClients: number[] }
  | { ok: false; reason: RefusalReason; path: string };

/** A root that changed, and for maps which key. */
export type Touched = { root: string; key: string | null };

/** `together`: one update that says what all of them say; null when none changed anything. */
export type Outcome = { verdicts: Verdict[]; together: Uint8Array<ArrayBuffer> | null };

/**
 * In order, up to the first refusal: there are as many verdicts as updates looked at, and only the last may be a
 * refusal. Client ids that are new become their writer's in `owners`.
 */
export function applyChecked(doc: Y.Doc, incoming: readonly Incoming[], rule: DocRule, owners: Owners): Outcome {
  const verdicts: Verdict[] = [];
  let together: Uint8Array<ArrayBuffer> | null = null;
  const keep = (update: Uint8Array) => together = update as Uint8Array<ArrayBuffer>;
  // A single one says it itself: there is nothing to encode.
  if (incoming.length > 1) doc.once("update", keep);
  try {
    doc.transact((transaction) => {
      const deletes: Deletes = new Map();
      for (const { update, writer } of incoming) {
        const verdict = applyOne(doc, update, { transaction, deletes, rule, writer, owners });
        verdicts.push(verdict);
        if (!verdict.ok) return;
        for (const client of verdict.newClients) owners.set(client, writer.memberId);
      }
    });
  } catch (error) {
    // What was refused may be more than Yjs can tidy up; the copy is thrown away all the same.
    if (verdicts.at(-1)?.ok !== false) throw error;
  }
  if (incoming.length > 1) doc.off("update", keep);
  else if (verdicts[0]?.ok && verdicts[0].changed) together = incoming[0]!.update;
  return { verdicts, together };
}

/** How many deletes of each client's content were looked at. */
type Deletes = Map<number, number>;

type Look = { transaction: Y.Transaction; deletes: Deletes; rule: DocRule; writer: Writer; owners: Owners };

function applyOne(doc: Y.Doc, update: Uint8Array, look: Look): Verdict {
  if (update.byteLength > look.rule.maxUpdateBytes) return refused("too_large");
  let before: Before;
  try {
    before = standBefore(doc, update);
    Y.applyUpdate(doc, update);
  } catch {
    return refused("malformed");
  }
  // Content waiting for something unknown would come alive later, unchecked. [P6]
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) return refused("pending");
  try {
    return examine(doc, before, look);
  } catch (error) {
    if (!(error instanceof Refuse)) throw error;
    return { ok: false, reason: error.reason, path: error.path };
  }
}

function refused(reason: RefusalReason): Verdict {
  return { ok: false, reason, path: "" };
}

/** The clients of which an update may bring something and where they stood; of others it can bring nothing. */
type Before = { clients: "any" | number[]; clocks: Map<number, number> };

/** By the first numbers of Yjs' v1 format. */
function standBefore({ store }: Y.Doc, update: Uint8Array): Before {
  const decoder = decoding.createDecoder(update);
  const count = decoding.readVarUint(decoder);
  if (count === 0) return { clients: [], clocks: new Map() };
  if (count === 1) {
    decoding.readVarUint(decoder);
    const client = decoding.readVarUint(decoder);
    return { clients: [client], clocks: new Map([[client, Y.getState(store, client)]]) };
  }
  // Which the others are stands behind content of any length.
  const clocks = new Map([...store.clients.keys()].map((client) => [client, Y.getState(store, client)]));
  return { clients: "any", clocks };
}

function examine(doc: Y.Doc, { clients, clocks }: Before, look: Look): Verdict {
  const { rule, writer, owners } = look;
  for (const root of doc.share.keys()) if (!Object.hasOwn(rule.roots, root)) throw new Refuse("foreign_root", root);
  const newClients: number[] = [];
  const touched: Touched[] = [];
  const inserted = new Map<string, number>();
  let changed = false;
  for (const client of clients === "any" ? doc.store.clients.keys() : clients) {
    const [from, to] = [clocks.get(client) ?? 0, Y.getState(doc.store, client)];
    if (from === to) continue;
    changed = true;
    const owner = owners.get(client);
    if (owner === undefined) newClients.push(client);
    else if (owner !== writer.memberId) throw new Refuse("foreign_client", "");
    if (writer.write.size === 0) throw new Refuse("forbidden", "");
    const structs = doc.store.clients.get(client)!;
    for (let i = Y.findIndexSS(structs, from); i < structs.length; i++) {
      const struct = structs[i]!;
      const root = checkStruct(struct, from, rule, writer.write);
      if (root === undefined) continue;
      inserted.set(root, (inserted.get(root) ?? 0) + struct.length);
      touch(touched, struct as Y.Item, root);
    }
  }
  if (newClients.length > rule.maxNewClients) throw new Refuse("too_large", "");
  changed = lookAtDeletes(doc, look, touched) || changed;
  checkSizes(doc, rule, touched, inserted, sizesOf(doc));
  return { ok: true, changed, touched, newClients };
}

/** What was deleted since the last look, by this update or by what it put in its place. */
function lookAtDeletes(doc: Y.Doc, { transaction, deletes, writer }: Look, touched: Touched[]): boolean {
  let any = false;
  for (const [client, items] of transaction.deleteSet.clients) {
    for (let i = deletes.get(client) ?? 0; i < items.length; i++) {
      any = true;
      const { clock, len } = items[i]!;
      // Yjs notes a delete of nothing and stumbles over it when the transaction ends.
      if (len < 1) throw new Refuse("malformed", "");
      const structs = doc.store.clients.get(client)!;
      for (let at = Y.findIndexSS(structs, clock); at < structs.length && structs[at]!.id.clock < clock + len; at++) {
        const struct = structs[at]!;
        const root = struct instanceof Y.Item ? rootOf(struct) : undefined;
        if (root === undefined) continue;
        if (!writer.write.has(root)) throw new Refuse("forbidden", root);
        touch(touched, struct as Y.Item, root);
      }
    }
    deletes.set(client, items.length);
  }
  return any;
}

/** Keys matter where the root itself is a map; a text is touched as a whole. */
function touch(touched: Touched[], { parent, parentSub }: Y.Item, root: string): void {
  const key = parent instanceof Y.AbstractType && parent._item === null ? parentSub : null;
  if (!touched.some((one) => one.root === root && one.key === key)) touched.push({ root, key });
}
