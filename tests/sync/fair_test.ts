/** Each disturbance in small; in real sizes: `deno task bench --only=fair`. */
import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { syncRoutes } from "@edge/sync/routes.ts";
import { localBus } from "@edge/bus/local.ts";
import * as Y from "yjs";
import { readTicketDoc, setTicketField, ticketNote } from "@sync/doc/ticket_doc.ts";
import { LIMITS } from "@sync/server/limits.ts";
import { Rooms } from "@sync/server/rooms.ts";
import { encodeAwareness, encodeStep1, encodeUpdate } from "@sync/wire/frame.ts";
import { waitFor } from "../support/waiting.ts";
import { withCrowd } from "./rig/crowd.ts";
import type { HandClient } from "./rig/hand_wire.ts";
import { MemoryDocStore } from "./rig/memory_doc_store.ts";

const KB = 1024;
const NOTHING = encodeStep1(new Uint8Array([0]));
const WHO_IS_HERE = new Uint8Array([3]);
const isHere = (client: HandClient) => client.doc.store.clients.size > 0;
const stateOf = (clientId: number, clock: number) =>
  encodeAwareness([{ clientId, clock, state: JSON.stringify({ cursor: clock }) }]);

Deno.test("[S5] [S10] a large document goes to a few at a time, whole for each and up to date", async () => {
  const budget = 2_200 * KB;
  const limits = { largeBytes: 64 * KB, largeUnsentBytes: budget, lagBytes: 64 * KB };
  await withCrowd({ limits, noteBytes: 500_000 }, async (crowd) => {
    const author = crowd.client();
    await crowd.until("the author", () => isHere(author));
    const readers = Array.from({ length: 40 }, () => crowd.client());
    let most = 0;
    await crowd.during("40 joins of 0.5 MB", async () => {
      for (let round = 0; !readers.every(isHere); round++) {
        // While they come, somebody writes; one reader in four takes what it is given.
        setTicketField(author.doc, "k", `${round}`);
        await crowd.turn([author, ...readers.filter((_, i) => i % 4 === round % 4)]);
        most = Math.max(most, crowd.unread());
      }
    });
    assert.ok(most > 500 * KB && most < budget + 100 * KB, `${most} bytes waited at the most`);
    const is = (client: HandClient) => JSON.stringify(readTicketDoc(client.doc));
    await crowd.until("equal copies", () => readers.every((reader) => is(reader) === is(author)));
  });
});

Deno.test("[S11] a large document comes in pieces a socket can hold; only with the last the reader has the whole", async () => {
  const limits = { largeBytes: 64 * KB, unsentBytes: 100 * KB };
  await withCrowd({ limits, noteBytes: 1_000_000 }, async (crowd) => {
    const reader = crowd.client();
    // It takes nothing for a while: all that waits for it is one answer, and no reason to send it away.
    await crowd.until("the answer", () => reader.unread > 1_000_000, []);
    for (let i = 0; i < 20; i++) await crowd.turn([]);
    await crowd.until("the whole", () => isHere(reader), [reader]);
    assert.equal(reader.closedWith, undefined);
    const sizes = reader.content.map(({ bytes }) => bytes);
    assert.ok(sizes.length > 10 && sizes.every((bytes) => bytes < 70 * KB), sizes.join());
    assert.deepEqual(reader.content.findIndex(({ isWhole }) => isWhole), sizes.length - 1);
  });
});

Deno.test("[S5] large documents go to one connection of a member at a time; a reader too slow gives its place back", async () => {
  const limits = { largeBytes: 64 * KB, slowestBytesPerSecond: 400 * KB, stalledMs: 200 };
  await withCrowd({ limits, noteBytes: 200_000 }, async (crowd) => {
    const greedy = newId();
    const tabs = [crowd.client(greedy), crowd.client(greedy), crowd.client(greedy)];
    const other = crowd.client();
    await crowd.until("the other's", () => isHere(other), [other]);
    assert.ok(crowd.unread() < 300 * KB, "one of the tabs was given the document");
    await crowd.until("the first to be sent away", () => tabs[0]!.closedWith === 4513, [other]);
    await crowd.until("the second's turn", () => isHere(tabs[1]!), [other, tabs[1]!]);
  });
});

Deno.test("[S5] who takes a large document slowly keeps nobody waiting, until there are too many of them", async () => {
  const limits = { largeBytes: 64 * KB, largeUnsentBytes: 250 * KB, largeTurnMs: 50, largeSlowBytes: 700 * KB };
  await withCrowd({ limits, noteBytes: 200_000 }, async (crowd) => {
    const slow = [crowd.client(), crowd.client()];
    const other = crowd.client();
    await crowd.until("the other's", () => isHere(other), [other]);
    const third = crowd.client();
    await crowd.until("the third's", () => third.unread > 200_000, [other]);
    const late = crowd.client();
    await new Promise((resolve) => setTimeout(resolve, 4 * limits.largeTurnMs));
    await crowd.turn([other, late]);
    assert.ok(!isHere(late) && crowd.unread() < 3 * 250 * KB, "three hold theirs, and no one more is given any");
    slow[0]!.deliverDown();
    await crowd.until("the place of who has taken theirs", () => isHere(late), [other, late]);
  });
});

Deno.test("[S5] [S10] stalled readers of a busy document cost a bounded buffer each and are sent away", async () => {
  const limits = { lagBytes: 16 * KB, drainedBytes: 4 * KB, stalledMs: 300, savedMs: 0 };
  await withCrowd({ limits }, async (crowd) => {
    const author = crowd.client();
    const stalled = Array.from({ length: 50 }, () => crowd.client());
    await crowd.until("all", () => [author, ...stalled].every(isHere));
    let most = 0;
    await crowd.during("50 stalled readers", async () => {
      for (let i = 0; stalled.some((reader) => reader.closedWith === undefined); i++) {
        for (let k = 0; k < 4; k++) setTicketField(author.doc, `k${k}`, `${i} `.padEnd(1_900, "x"));
        await crowd.turn([author]);
        most = Math.max(most, crowd.unread());
      }
    });
    assert.ok(stalled.every((reader) => reader.closedWith === 4513));
    assert.ok(most > 50 * 10 * KB && most < 50 * (16 + 32) * KB, `${most} bytes waited at the most`);
  });
});

Deno.test("[S4] [S8] [S10] a flood ends at its limit, and by coming back nobody gets another burst", async () => {
  const limits = { framesBurst: 300, framesPerSecond: 10, memberFramesBurst: 700, memberFramesPerSecond: 10 };
  await withCrowd({ limits }, async (crowd) => {
    const member = newId();
    const taken: number[] = [];
    await crowd.during("a flood that comes back 5 times", async () => {
      for (let i = 0; i < 5; i++) {
        const flood = crowd.client(member);
        await crowd.until("the flood's connection", () => isHere(flood) || flood.closedWith !== undefined);
        for (let k = 0; k < 1_000; k++) setTicketField(flood.doc, `k${k % 10}`, `${k}`);
        await crowd.until("the end of it", () => flood.closedWith !== undefined);
        assert.equal(flood.closedWith, 4529);
        taken.push(flood.delivered);
      }
    });
    const calm = crowd.client();
    await crowd.until("a colleague in the same document", () => isHere(calm));
    assert.ok(taken.reduce((sum, count) => sum + count) < 800, `${taken} frames were taken`);
  });
});

Deno.test("[S4] what costs an answer may be asked a few times only", async () => {
  await withCrowd({ limits: { asksBurst: 3, asksPerSecond: 0.001 } }, async (crowd) => {
    for (const question of [NOTHING, WHO_IS_HERE]) {
      const asking = crowd.client();
      // Its greeting was the first.
      for (let i = 0; i < 2; i++) asking.push(question);
      await crowd.until("the answers", () => isHere(asking));
      assert.equal(asking.closedWith, undefined);
      asking.push(question);
      await crowd.until("the end", () => asking.closedWith === 4529);
    }
  });
});

Deno.test("[S6] [S10] an awareness storm: all are shown, each seldom, and only so many as a room shows", async () => {
  const people = 120;
  await withCrowd({ limits: { awarenessMs: 10, awarenessRoom: 100 } }, async (crowd) => {
    const clients = Array.from({ length: people }, () => crowd.client());
    await crowd.until("all", () => clients.every(isHere));
    let told = 0;
    for (const client of clients) client.onPresence = (states) => told += states;
    const begun = performance.now();
    let clock = 0;
    await crowd.during("120 cursors that move all the time", async () => {
      for (; clock < 80; clock++) {
        clients.forEach((client, i) => client.push(stateOf(i + 1, clock)));
        await crowd.turn();
      }
    });
    const perMs = told / (performance.now() - begun);
    // A flush tells everybody of everybody: one more than the time allows may be under way.
    const most = LIMITS.awarenessPerMs + people * 100 / (performance.now() - begun);
    assert.ok(perMs < most * 1.2, `${perMs.toFixed(0)} states a millisecond were told`);
    const last = `"cursor":${clock - 1}`;
    const shown = (client: HandClient) => [...client.presence.values()].filter((state) => state.includes(last)).length;
    await crowd.until("the last state of all but oneself", () => clients.slice(0, 100).every((c) => shown(c) === 99));
    assert.ok(clients.slice(100).every((client) => shown(client) === 100));
  });
});

Deno.test("[S8] a member's connections and a document's readers are limited; both find a place when one leaves", async () => {
  const limits = { memberSockets: 3, roomSessions: 5, memberOpensBurst: 6, memberOpensPerSecond: 0.001 };
  await withCrowd({ limits }, async (crowd) => {
    const member = newId();
    const tabs = [1, 2, 3].map(() => crowd.client(member));
    await crowd.until("three tabs", () => tabs.every(isHere));
    assert.equal(crowd.client(member).closedWith, 4529);
    tabs[0]!.drop();
    const fourth = crowd.client(member);
    await crowd.until("the place that became free", () => isHere(fourth));
    fourth.drop();
    const sixth = crowd.client(member);
    await crowd.until("the last opening of the burst", () => isHere(sixth));
    sixth.drop();
    assert.equal(crowd.client(member).closedWith, 4529, "opened too often");
    const others = [1, 2, 3, 4].map(() => crowd.client());
    await crowd.until("a full document", () => others.filter(isHere).length === 3 && others[3]!.closedWith === 4529);
  });
});

Deno.test("[S8] who sends what is refused over and over is kept out for a while", async () => {
  await withCrowd(
    { limits: { memberOpensBurst: 60, memberOpensPerSecond: 0.001, refusalOpens: 50 } },
    async (crowd) => {
      const [forger, stranger] = [newId(), new Y.Doc()];
      stranger.getMap("nowhere").set("a", "b");
      for (const end of [4422, 4422, 4529]) {
        const client = crowd.client(forger);
        client.push(encodeUpdate(Y.encodeStateAsUpdate(stranger)));
        await crowd.until(`${end}`, () => client.closedWith === end);
      }
    },
  );
});

Deno.test("[S8] while the store is away a document holds so much and no more, and nothing is acknowledged of the rest", async () => {
  await withCrowd({ limits: { roomWaitingBytes: 50 * KB, cutFrames: 10, savedMs: 0 } }, async (crowd) => {
    const [first, second] = [crowd.client(), crowd.client()];
    await crowd.until("both", () => isHere(first) && isHere(second));
    const acknowledged = (client: HandClient) =>
      client.downs.reduce((most, down) => down.type === "saved" ? Math.max(most, down.count) : most, 0);
    await crowd.until("the greetings", () => acknowledged(first) > 0 && acknowledged(second) > 0);
    crowd.store.hold();
    for (let i = 0; i < 20; i++) setTicketField(first.doc, `k${i}`, "x".repeat(1_900));
    for (let i = 0; i < 20; i++) setTicketField(second.doc, `m${i}`, "x".repeat(1_900));
    await crowd.until("the end of who brought too much", () => second.closedWith === 4529);
    assert.deepEqual([acknowledged(first), acknowledged(second), first.closedWith], [1, 1, undefined]);
    const before = crowd.store.appends;
    crowd.store.release();
    await crowd.until("the first's", () => acknowledged(first) === 21);
    assert.ok(crowd.store.appends - before >= 2, "stored in portions");
    second.connect(crowd.rooms);
    await crowd.until("the second's, which it kept", () => Object.keys(readTicketDoc(first.doc).fields).length === 40);
  });
});

Deno.test("[R6] who types does not wait for the rows somebody else changes", async () => {
  await withCrowd({}, async (crowd) => {
    const [typist, clerk] = [crowd.client(), crowd.client()];
    await crowd.until("both", () => isHere(typist) && isHere(clerk));
    crowd.store.holds = (entries) => entries.some(({ by }) => by.some(({ touched }) => touched[0]?.root === "fields"));
    crowd.store.hold();
    setTicketField(clerk.doc, "stage", "a");
    await crowd.until("it to be held", () => crowd.store.held > 0);
    const [author, colleague] = crowd.colleagues;
    ticketNote(author.doc).insert(1, [new Y.XmlElement("paragraph")]);
    await crowd.until("the text", () => ticketNote(colleague.doc).length === 2);
    assert.equal(readTicketDoc(typist.doc).stage, "");
    crowd.store.release();
    await crowd.until("it to come", () => readTicketDoc(typist.doc).stage === "a");
  });
});

Deno.test("[S10] two thousand idle connections cost the others nothing, and nothing is asked of their sockets", async () => {
  await withCrowd({ limits: { keepAliveMs: 60_000, roomSessions: 5_000 } }, async (crowd) => {
    const idle = Array.from({ length: 2_000 }, () => crowd.client());
    await crowd.until("all", () => idle.every((client) => client.unread === 0 && isHere(client)));
    await crowd.turn();
    const looks = () => idle.reduce((sum, client) => sum + client.looks, 0);
    await crowd.until("quiet", () => idle.every((client) => client.unread === 0));
    const before = looks();
    await crowd.during("2,000 idle connections", async () => await crowd.turn([]));
    assert.equal(looks() - before < 2_000, true, `${looks() - before} looks`);
  });
});

Deno.test("[S9] who is not known yet: few at a time, few bytes, not for long", async () => {
  const limits = { strangersPerAddress: 3, strangers: 4, strangerMs: 400, strangerBytes: 1_000 };
  const rooms = new Rooms({ store: new MemoryDocStore(newId(), {}), bus: localBus(), limits });
  let address = "office";
  const routes = syncRoutes({
    sql: undefined as never,
    rooms,
    allowsOrigin: () => true,
    addressOf: () => address,
    // A database that does not answer.
    authenticate: () => new Promise(() => {}),
  });
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, routes.fetch);
  const url = `ws://127.0.0.1:${server.addr.port}/sync/ticket/${newId()}`;
  const open = async () => {
    const socket = new WebSocket(url);
    let end: number | undefined;
    socket.onclose = ({ code }) => end = code;
    const opened = await waitFor("an answer", () => socket.readyState === WebSocket.CONNECTING ? undefined : socket);
    return { socket: opened, isOpen: opened.readyState === WebSocket.OPEN, end: () => end };
  };
  try {
    const first = [await open(), await open(), await open()];
    assert.ok(first.every(({ isOpen }) => isOpen));
    assert.equal((await open()).isOpen, false, "the fourth of an address");
    address = "elsewhere";
    const loud = await open();
    assert.ok(loud.isOpen);
    address = "a third place";
    assert.equal((await open()).isOpen, false, "the fifth of all");
    loud.socket.send(new Uint8Array(1_001));
    await waitFor("the loud one's end", () => loud.end() === 4529 || undefined);
    for (const { end } of first) await waitFor("the end of who took too long", () => end() === 4503 || undefined);
    address = "office";
    const next = await open();
    assert.ok(next.isOpen, "their places are free");
    await waitFor("its end", () => next.end());
  } finally {
    await rooms.close();
    await server.shutdown();
  }
});
