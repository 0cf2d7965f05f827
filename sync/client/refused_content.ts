import * as Y from "yjs";
import { readBoard } from "../doc/board_doc.ts";
import type { DocKind } from "../doc/kinds.ts";
import { draftText, readTicketDoc } from "../doc/ticket_doc.ts";
import type { RefusedEntry } from "./pending_store.ts";
import type { Refused } from "../wire/refused.ts";

/** What the author had written into the roots that the unaccepted updates touch, readable. */
export function refusedEntry(
  kind: DocKind,
  doc: Y.Doc,
  updates: Uint8Array<ArrayBuffer>[],
  refused: Refused,
  at: Date,
): RefusedEntry {
  const update = updates.length === 0 ? Y.encodeStateAsUpdate(new Y.Doc()) : Y.mergeUpdates(updates);
  const roots = writtenRoots(doc, update);
  roots.add(refused.path.split(".")[0]!);
  const text = Object.entries(READABLE[kind](doc)).flatMap(([root, value]) =>
    roots.has(root) && value !== "" ? [{ root, value }] : []
  );
  return { at: at.toISOString(), reason: refused.reason, path: refused.path, text, update: Uint8Array.from(update) };
}

/** What people write in each kind, by root. Where a card stands is no text: it is moved again. */
const READABLE = { ticket: readableTicket, board: readableBoard } satisfies Record<
  DocKind,
  (doc: Y.Doc) => Record<string, string>
>;

function readableBoard(doc: Y.Doc): Record<string, string> {
  return { names: readBoard(doc).map(({ name }) => name).join("\n") };
}

function readableTicket(doc: Y.Doc): Record<string, string> {
  const contents = readTicketDoc(doc);
  return {
    draft: draftText(doc),
    note: contents.noteText,
    fields: Object.entries({
      ...contents.fields,
      stage: contents.stage,
      type: contents.type,
      demand: contents.demand,
      priority: contents.priority,
      value: contents.value ?? "",
    }).filter(([, value]) => value !== "").map(([key, value]) => `${key}: ${value}`).join("\n"),
    tags: contents.tagIds.join("\n"),
  };
}

/** Roots that hold something these updates brought. */
function writtenRoots(doc: Y.Doc, update: Uint8Array): Set<string> {
  const roots = new Set<string>();
  const { from, to } = Y.parseUpdateMeta(update);
  for (const [client, start] of from) {
    const end = to.get(client) ?? start;
    for (const struct of doc.store.clients.get(client) ?? []) {
      if (!(struct instanceof Y.Item) || struct.id.clock + struct.length <= start || struct.id.clock >= end) continue;
      let parent: unknown = struct.parent;
      while (parent instanceof Y.AbstractType && parent._item !== null) parent = parent._item.parent;
      if (parent instanceof Y.AbstractType) roots.add(Y.findRootTypeKey(parent));
    }
  }
  return roots;
}
