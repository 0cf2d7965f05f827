import assert from "node:assert/strict";
import * as Y from "yjs";
import { newId } from "@domain/ids.ts";
import { contentsOf, isFollowed } from "@sync/doc/kinds.ts";
import { readTicketDoc, setTicketField, ticketDraft, ticketSeed } from "@sync/doc/ticket_doc.ts";
import type { Touched } from "@sync/policy/check.ts";
import type { AppendEntry, AppendResult, DocStore, StoredDoc } from "@sync/server/doc_store.ts";

const SEED_DRAFT = newId();

type Opened = { store: DocStore; workspaceId: string; ids: string[]; close(): Promise<void> };

/** What every store of documents promises (sync/server/doc_store.ts). `open` makes three seeded ticket documents. */
export function docStoreContract(name: string, open: () => Promise<Opened>): void {
  const test = (what: string, run: (opened: Opened) => Promise<void>) =>
    Deno.test(`${name}: ${what}`, async () => {
      const opened = await open();
      try {
        await run(opened);
      } finally {
        await opened.close();
      }
    });
  const ref = (id: string) => ({ kind: "ticket" as const, id });

  test("an unknown document is not found, a new one has its seed, head 0 and no log", async ({ store, workspaceId, ids }) => {
    assert.equal(await store.load(ref(newId())), "not_found");
    const stored = await store.load(ref(ids[0]!));
    assert.ok(stored !== "not_found");
    assert.deepEqual([stored.workspaceId, stored.head, stored.updates, stored.owners], [workspaceId, 0, [], []]);
    assert.equal(contents(stored).stage, "");
    assert.deepEqual(await store.heads([ref(newId()), ref(ids[0]!)]), [0, 0]);
  });

  test("appends of several documents come back in order, numbered from 1 without gaps", async ({ store, workspaceId, ids }) => {
    const [a, b] = [writer(ids[0]!, workspaceId), writer(ids[1]!, workspaceId)];
    assert.deepEqual(seqs(await store.append([a.stage(0, "x"), b.stage(0, "z")])), [1, 1]);
    assert.deepEqual(seqs(await store.append([a.draft(1)])), [2]);
    assert.deepEqual(seqs(await store.append([a.stage(2, "w")])), [3]);
    assert.deepEqual(await store.heads([ref(ids[1]!), ref(ids[0]!), ref(ids[2]!)]), [1, 3, 0]);
    const stored = await store.load(ref(ids[0]!));
    assert.ok(stored !== "not_found");
    assert.deepEqual([stored.head, stored.updates.length, contents(stored).stage], [3, 3, "w"]);
    assert.deepEqual(stored.owners, [{ clientId: a.clientId, memberId: a.memberId }]);
    const tail = await store.since(ref(ids[0]!), 1);
    assert.deepEqual(tail !== "compacted" && tail.updates.map((update) => update.seq), [2, 3]);
    assert.deepEqual(tail !== "compacted" && tail.owners, stored.owners);
    assert.deepEqual(await store.since(ref(ids[0]!), 3).then((none) => none !== "compacted" && none.updates), []);
  });

  test("a client id stays its first member's: the entry of another is not stored, its neighbours are", async ({ store, workspaceId, ids }) => {
    const [mine, other] = [writer(ids[0]!, workspaceId), writer(ids[1]!, workspaceId)];
    await store.append([mine.stage(0, "mine")]);
    const thief = writer(ids[0]!, workspaceId, mine.clientId);
    const results = await store.append([thief.stage(1, "theirs"), other.stage(0, "z")]);
    assert.deepEqual(results[0], { ok: false, clientId: mine.clientId });
    assert.equal(results[1]?.ok, true);
    const stored = await store.load(ref(ids[0]!));
    assert.ok(stored !== "not_found");
    assert.deepEqual([stored.head, contents(stored).stage], [1, "mine"]);
  });

  test("folding keeps the content and what came later; an older fold changes nothing", async ({ store, workspaceId, ids }) => {
    const mine = writer(ids[0]!, workspaceId);
    await store.append([mine.stage(0, "a")]);
    await store.append([mine.stage(1, "b")]);
    const folded = Uint8Array.from(Y.encodeStateAsUpdate(mine.doc));
    await store.append([mine.stage(2, "c")]);
    await store.compact(ref(ids[0]!), 2, folded);
    await store.compact(ref(ids[0]!), 1, new Uint8Array([0, 0]));
    await store.compact(ref(ids[0]!), 9, new Uint8Array([0, 0]));
    const stored = await store.load(ref(ids[0]!));
    assert.ok(stored !== "not_found");
    assert.deepEqual([stored.head, stored.updates.length, contents(stored).stage], [3, 1, "c"]);
    assert.equal(await store.since(ref(ids[0]!), 1), "compacted");
    const tail = await store.since(ref(ids[0]!), 2);
    assert.deepEqual(tail !== "compacted" && tail.updates.map((update) => update.seq), [3]);
    await store.compact(ref(ids[0]!), 3, Uint8Array.from(Y.encodeStateAsUpdate(mine.doc)));
    assert.equal(await store.since(ref(ids[0]!), 2), "compacted");
    assert.deepEqual(seqs(await store.append([mine.stage(3, "d")])), [4]);
  });

  test("appends at the same time to the same documents in any order all find their place", async ({ store, workspaceId, ids }) => {
    const rounds = Array.from({ length: 20 }, (_, i) => {
      const order = i % 2 === 0 ? ids : ids.toReversed();
      return order.map((id) => writer(id, workspaceId).stage(0, `${i}`));
    });
    const results = (await Promise.all(rounds.map((entries) => store.append(entries)))).flat();
    assert.ok(results.every((result) => result.ok));
    assert.deepEqual(await store.heads(ids.map(ref)), [20, 20, 20]);
    for (const id of ids) {
      const stored = await store.load(ref(id));
      assert.equal(stored !== "not_found" && stored.updates.length, 20);
    }
  });

  test("text goes in at its place, also when others wrote meanwhile, beside documents nobody else wrote", async ({ store, workspaceId, ids }) => {
    const writers = ids.map((id) => writer(id, workspaceId));
    await store.append(writers.map((one) => one.draft(0)));
    await store.append([writers[1]!.stage(1, "meanwhile")]);
    // The second still believes that its document stands at 1.
    assert.deepEqual(seqs(await store.append(writers.map((one) => one.draft(1)))), [2, 3, 2]);
    assert.deepEqual(await store.heads(ids.map(ref)), [2, 3, 2]);
    for (const [i, id] of ids.entries()) {
      const stored = await store.load(ref(id));
      assert.ok(stored !== "not_found");
      assert.equal(stored.updates.length, stored.head);
      assert.equal(copy(stored).getXmlFragment("draft").toString(), writers[i]!.doc.getXmlFragment("draft").toString());
    }
  });

  test("texts of the same documents at the same time in any order all find their place", async ({ store, workspaceId, ids }) => {
    const writers = Array.from({ length: 10 }, () => ids.map((id) => writer(id, workspaceId)));
    for (const [at, round] of writers.entries()) await store.append(round.map((one) => one.draft(at)));
    const rounds = writers.map((round, i) => (i % 2 === 0 ? round : round.toReversed()).map((one) => one.draft(10)));
    const results = (await Promise.all(rounds.map((entries) => store.append(entries)))).flat();
    assert.ok(results.every((result) => result.ok));
    assert.deepEqual(await store.heads(ids.map(ref)), [20, 20, 20]);
  });
}

const seqs = (results: AppendResult[]) => results.map((result) => result.ok && result.seq);

function copy(stored: Pick<StoredDoc, "snapshot" | "updates">): Y.Doc {
  const doc = new Y.Doc();
  for (const update of [...stored.snapshot, ...stored.updates]) Y.applyUpdate(doc, update);
  return doc;
}

const contents = (stored: Pick<StoredDoc, "snapshot" | "updates">) => readTicketDoc(copy(stored));

/** A member's client that writes stages, or into the draft. */
function writer(id: string, workspaceId: string, clientId?: number) {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, ticketSeed(SEED_DRAFT));
  if (clientId !== undefined) doc.clientID = clientId;
  const memberId = newId();
  let newClients = [{ clientId: doc.clientID, memberId }];
  const entry = (knownSeq: number, touched: Touched, edit: () => void): AppendEntry => {
    const since = Y.encodeStateVector(doc);
    edit();
    const isNew = newClients;
    newClients = [];
    return {
      ref: { kind: "ticket", id },
      workspaceId,
      knownSeq,
      bytes: Uint8Array.from(Y.encodeStateAsUpdate(doc, since)),
      newClients: isNew,
      by: [{ memberId, touched: [touched] }],
      contents: contentsOf("ticket", doc, new Set([touched.root])),
      isFollowed: isFollowed("ticket", touched.root),
    };
  };
  return {
    doc,
    memberId,
    clientId: doc.clientID,
    stage: (knownSeq: number, stage: string) =>
      entry(knownSeq, { root: "fields", key: "stage" }, () => setTicketField(doc, "stage", stage)),
    draft: (knownSeq: number) =>
      entry(knownSeq, { root: "draft", key: null }, () => ticketDraft(doc).push([new Y.XmlElement("paragraph")])),
  };
}
