import assert from "node:assert/strict";
import * as Y from "yjs";
import { newId } from "@domain/ids.ts";
import { localBus } from "@edge/bus/local.ts";
import {
  readTicketDoc,
  setTicketField,
  setTicketTag,
  ticketDraft,
  ticketNote,
  ticketSeed,
} from "@sync/doc/ticket_doc.ts";
import { Rooms } from "@sync/server/rooms.ts";
import { Random } from "../support/random.ts";
import { waitFor } from "../support/waiting.ts";
import { HandClient } from "./rig/hand_wire.ts";
import { MemoryDocStore } from "./rig/memory_doc_store.ts";

const RUNS = Number(Deno.env.get("FUZZ_RUNS") ?? 30);
const SEED = Number(Deno.env.get("SEED") ?? Math.floor(Math.random() * 1e9));
const STEPS = 250;
/** Failed once; must never again. */
const PAST: number[] = [];

Deno.test(`[R12] whatever drops, fails, is lost or comes late, all copies end equal to what is stored (SEED=${SEED}, FUZZ_RUNS=${RUNS})`, async () => {
  for (const seed of [...PAST, ...Array.from({ length: RUNS }, (_, i) => SEED + i)]) {
    await run(seed).catch((error: unknown) => {
      throw new Error(`SEED=${seed} FUZZ_RUNS=1`, { cause: error });
    });
  }
});

async function run(seed: number): Promise<void> {
  const random = new Random(seed);
  const [id, workspaceId] = [newId(), newId()];
  const store = new MemoryDocStore(workspaceId, { [id]: ticketSeed(newId()) });
  let calm = false;
  store.before = async () => {
    if (calm) return;
    for (let turns = random.below(4); turns > 0; turns--) await turn();
    if (random.chance(0.05)) throw new Error("the store is away");
  };
  const bus = localBus();
  const lossy = {
    ...bus,
    publish: (...args: Parameters<typeof bus.publish>) => !calm && random.chance(0.2) || bus.publish(...args),
  };
  const nodes = [0, 1].map(() => new Rooms({ store, bus: lossy, limits: { headsMs: 30, pollMs: 10, idleMs: 20 } }));
  const clients = Array.from({ length: 4 }, () => new HandClient({ kind: "ticket", id }, newId(), workspaceId));
  let forger: HandClient | undefined;
  try {
    for (let step = 0; step < STEPS; step++) {
      const client = random.pick(clients);
      const what = random.next();
      if (what < 0.4) edit(client.doc, random);
      else if (what < 0.6) client.deliverUp(1 + random.below(3));
      else if (what < 0.8) client.deliverDown(1 + random.below(3));
      else if (what < 0.85) client.drop();
      else if (what < 0.92 && !client.connected) client.connect(random.pick(nodes));
      else if (what < 0.94) forger = forge(forger, random.pick(nodes), { kind: "ticket", id }, workspaceId);
      else await turn();
    }
    calm = true;
    await waitFor("quiet", async () => {
      for (const client of clients) {
        if (!client.connected) client.connect(random.pick(nodes));
        client.deliverDown();
        client.deliverUp();
      }
      await turn();
      const stored = shape(store.read(id));
      return clients.every((client) => shape(client.doc) === stored) || undefined;
    }, 5_000);
    const refused = clients.flatMap((client) => client.downs.filter((down) => down.type === "refused"));
    assert.deepEqual(refused, [], "honest clients are never refused");
  } finally {
    for (const client of clients) client.drop();
    forger?.drop();
    for (const node of nodes) await node.close();
  }
}

/** In two goes: comes, and later sends something good followed by something bad. */
function forge(
  forger: HandClient | undefined,
  rooms: Rooms,
  ref: { kind: "ticket"; id: string },
  workspaceId: string,
): HandClient | undefined {
  if (forger === undefined || !forger.connected) {
    const next = new HandClient(ref, newId(), workspaceId);
    next.connect(rooms);
    next.deliverUp();
    return next;
  }
  forger.deliverDown();
  setTicketField(forger.doc, "k9", "good");
  forger.doc.getMap("evil").set("a", 1);
  forger.deliverUp();
  return forger;
}

/** Everything there is to see. */
function shape(doc: Y.Doc): string {
  return JSON.stringify([readTicketDoc(doc), ticketNote(doc).toString(), ticketDraft(doc).toString()]);
}

const TAGS = [newId(), newId(), newId()];

function edit(doc: Y.Doc, random: Random): void {
  const text = random.pick([ticketNote(doc), ticketDraft(doc)]);
  switch (random.below(6)) {
    case 0:
      return setTicketField(doc, `k${random.below(5)}`, `${random.below(1000)}`);
    case 1:
      return setTicketField(doc, `k${random.below(5)}`, "");
    case 2:
      return setTicketTag(doc, random.pick(TAGS), random.chance(0.5));
    case 3: {
      const paragraph = new Y.XmlElement("paragraph");
      paragraph.insert(0, [new Y.XmlText("ab")]);
      return text.insert(random.below(text.length + 1), [paragraph]);
    }
    case 4:
      return text.length > 1 ? text.delete(random.below(text.length), 1) : undefined;
    default: {
      const paragraph = text.length > 0 ? text.get(random.below(text.length)) : undefined;
      const line = paragraph instanceof Y.XmlElement && paragraph.length > 0 ? paragraph.get(0) : undefined;
      if (!(line instanceof Y.XmlText)) return;
      if (line.length > 2 && random.chance(0.4)) line.delete(random.below(line.length - 1), 1);
      else line.insert(random.below(line.length + 1), random.pick(["x", "olá ", "😀"]));
    }
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
