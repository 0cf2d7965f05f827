import { newId } from "@domain/ids.ts";
import { localBus } from "@edge/bus/local.ts";
import { setTicketField, ticketSeed } from "@sync/doc/ticket_doc.ts";
import type { Limits } from "@sync/server/limits.ts";
import { Rooms } from "@sync/server/rooms.ts";
import { largeUpdate } from "../../bench/load/large.ts";
import { median } from "../../bench/numbers.ts";
import * as Y from "yjs";
import { HandClient } from "./hand_wire.ts";
import { HeldStore } from "./held_store.ts";
import { MemoryDocStore } from "./memory_doc_store.ts";

/** The others' round trips may take so many times their quiet value, and so much more: the machine has other work. */
const GENEROUS = { times: 20, ms: 100 };

/** A node with one document where something goes on, and two colleagues at work in another. */
export type Crowd = {
  rooms: Rooms;
  store: HeldStore;
  /** They have written before. */
  colleagues: readonly [HandClient, HandClient];
  /** A client of the crowded document; a member of its own unless told. */
  client(member?: string): HandClient;
  /** One turn: everybody's frames go up; down only for those who read. */
  turn(readers?: readonly HandClient[]): Promise<void>;
  /** Turns until it is so. */
  until(what: string, done: () => boolean, readers?: readonly HandClient[]): Promise<void>;
  /** Turns, while the colleagues measure. */
  during(what: string, work: () => Promise<void>): Promise<void>;
  /** What the server has given and nobody has taken. */
  unread(): number;
};

const TRIPS = 30;
const LIMIT_MS = 15_000;

export async function withCrowd(
  { limits = {}, noteBytes = 0 }: { limits?: Partial<Limits>; noteBytes?: number },
  run: (crowd: Crowd) => Promise<void>,
): Promise<void> {
  const [busy, calm, workspaceId] = [newId(), newId(), newId()];
  const seed = ticketSeed(newId());
  const snapshot = noteBytes > 0 ? Y.mergeUpdates([seed, largeUpdate(noteBytes)]) : seed;
  const store = new HeldStore(new MemoryDocStore(workspaceId, { [busy]: snapshot, [calm]: seed }));
  const rooms = new Rooms({ store, bus: localBus(), limits: { pollMs: 5, ...limits } });
  const clients: HandClient[] = [];
  const [writer, colleague] = [0, 1].map(() => new HandClient({ kind: "ticket", id: calm }, newId(), workspaceId));
  const colleagues = [writer!, colleague!];
  let trips = 0;

  async function turn(readers: readonly HandClient[] = clients): Promise<void> {
    for (const client of clients) client.deliverUp();
    for (const client of [...readers, ...colleagues]) client.deliverDown();
    for (const client of colleagues) client.deliverUp();
    await new Promise((resolve) => setTimeout(resolve));
  }

  async function until(what: string, done: () => boolean, readers?: readonly HandClient[]): Promise<void> {
    for (const end = performance.now() + LIMIT_MS; !done();) {
      if (performance.now() > end) throw new Error(`${what}: not in ${LIMIT_MS} ms`);
      await turn(readers);
    }
  }

  /** From an edit to the colleague's copy, while somebody else makes the turns. */
  async function trip(): Promise<number> {
    const begun = performance.now();
    const word = `palavra ${++trips}`;
    setTicketField(writer!.doc, "stage", word);
    while (colleague!.doc.getMap("fields").get("stage") !== word) {
      if (performance.now() - begun > LIMIT_MS) throw new Error(`${word} never came to the colleague`);
      for (const client of colleagues) client.deliverUp();
      await new Promise((resolve) => setTimeout(resolve));
      for (const client of colleagues) client.deliverDown();
    }
    return performance.now() - begun;
  }

  async function roundTrips(goesOn: () => boolean): Promise<number[]> {
    const times: number[] = [];
    while (times.length < TRIPS || goesOn()) times.push(await trip());
    return times;
  }

  try {
    for (const client of colleagues) client.connect(rooms);
    await until("the colleagues", () => colleagues.every((client) => client.doc.store.clients.size > 0));
    await roundTrips(() => false);
    await run({
      rooms,
      store,
      colleagues: [writer!, colleague!],
      client(member = newId()) {
        const client = new HandClient({ kind: "ticket", id: busy }, member, workspaceId);
        clients.push(client);
        client.connect(rooms);
        return client;
      },
      turn,
      until,
      async during(what, work) {
        const quiet = median(await roundTrips(() => false));
        let works = true;
        const working = work().finally(() => works = false);
        const disturbed = median(await roundTrips(() => works));
        await working;
        const told = `${what}: ${disturbed.toFixed(2)} ms against ${quiet.toFixed(2)} ms when quiet`;
        console.log(`  ${told}, ${(disturbed / quiet).toFixed(1)} ×`);
        if (disturbed > quiet * GENEROUS.times + GENEROUS.ms) throw new Error(`the others waited: ${told}`);
      },
      unread: () => clients.reduce((sum, client) => sum + client.unread, 0),
    });
  } finally {
    store.release();
    for (const client of [...clients, ...colleagues]) client.drop();
    await rooms.close();
  }
}
