/**
 * Program: one disturbance, in a process of its own. In: one JSON argument (`Disturbance`). Prints a line when it goes
 * on; ends, with a line of JSON, when its input does (a join: when everybody is in).
 */
import * as Y from "yjs";
import { encodeAwareness, encodeUpdate } from "@sync/wire/frame.ts";
import { type Door, headersOf, WireClient } from "./wire_client.ts";

export type Disturbance = {
  door: Door;
  rooms: readonly string[];
  job:
    | { type: "idle"; connections: number }
    | { type: "join"; connections: number }
    | { type: "flood"; framesPerSecond: number }
    | { type: "storm"; connections: number; perSecond: number }
    | { type: "stalled"; connections: number; writesPerSecond: number };
};

const { door, rooms, job }: Disturbance = JSON.parse(Deno.args[0]!);
const AT_ONCE = 50;
/** Cookies of the bystanders come first. */
const FIRST = 20;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
let isOver = false;
const over = new Response(Deno.stdin.readable).arrayBuffer().then(() => isOver = true);
const closes: Record<number, number> = {};
const ended = (code: number) => void (isOver || (closes[code] = (closes[code] ?? 0) + 1));
const says = (line: unknown) => console.log(JSON.stringify(line));

says(await { idle, join, flood, storm, stalled }[job.type]());
Deno.exit(0);

/** Calls `work` so many times a second, evenly, a late turn catching up, until it is over. */
async function steadily(perSecond: number, work: (n: number) => void): Promise<number> {
  let done = 0;
  for (const begun = performance.now(); !isOver; await pause(4)) {
    for (const due = Math.floor((performance.now() - begun) / 1000 * perSecond); done < due;) work(done++);
  }
  return done;
}

async function crowd(connections: number, heard: (n: number) => ConstructorParameters<typeof WireClient>[4]) {
  const clients: WireClient[] = [];
  while (clients.length < connections) {
    const next = Array.from({ length: Math.min(AT_ONCE, connections - clients.length) }, (_, i) => {
      const n = clients.length + i;
      return new WireClient(door, FIRST + n, rooms[n % rooms.length]!, undefined, heard(n));
    });
    await Promise.all(next.map((client) => client.synced));
    clients.push(...next);
  }
  return clients;
}

async function idle() {
  if (job.type !== "idle") throw new TypeError(job.type);
  const clients = await crowd(job.connections, () => ({ ended }));
  says("on");
  await over;
  return { open: clients.filter((client) => client.isOpen).length, closes };
}

async function join() {
  if (job.type !== "join") throw new TypeError(job.type);
  says("on");
  const begun = performance.now();
  let bytes = 0;
  const heard = (frame: { type: string; update?: Uint8Array }) => void (bytes += frame.update?.byteLength ?? 0);
  const clients = Array.from(
    { length: job.connections },
    (_, n) => new WireClient(door, FIRST + n, rooms[0]!, undefined, { heard, ended }),
  );
  const first = Promise.any(clients.map(({ synced }) => synced)).then(() => performance.now() - begun);
  await Promise.all(clients.map(({ synced }) => synced));
  return { firstMs: await first, allMs: performance.now() - begun, bytes, closes };
}

/** One member types valid updates far too fast, and comes back at once, as a new client, whenever it is sent away. */
async function flood() {
  if (job.type !== "flood") throw new TypeError(job.type);
  let sent = 0;
  const open = () => {
    const doc = new Y.Doc();
    doc.on("update", (update: Uint8Array) => client.send(encodeUpdate(update)));
    fields = doc.getMap<string>("fields");
    const client = new WireClient(door, FIRST, rooms[0]!, undefined, {
      ended: (code) => {
        ended(code);
        if (!isOver) current = open();
      },
    });
    return client;
  };
  let fields!: Y.Map<string>;
  let current = open();
  await current.synced;
  says("on");
  await steadily(job.framesPerSecond, (n) => {
    if (!current.isOpen) return;
    sent++;
    fields.set(`k${n % 10}`, `${n}`);
  });
  return { sent, closes };
}

async function storm() {
  if (job.type !== "storm") throw new TypeError(job.type);
  let told = 0;
  const heard = () => ({
    ended,
    heard: (frame: { type: string; entries?: unknown[] }) => void (told += frame.entries?.length ?? 0),
  });
  const clients = await crowd(job.connections, heard);
  says("on");
  told = 0;
  const begun = performance.now();
  const sent = await steadily(job.perSecond * clients.length, (n) => {
    const state = JSON.stringify({ cursor: { anchor: { item: n }, head: { item: n } } });
    clients[n % clients.length]!.send(encodeAwareness([{ clientId: 1 + n % clients.length, clock: n, state }]));
  });
  return { sent, toldPerSecond: Math.round(told / (performance.now() - begun) * 1000), closes };
}

/** Readers that ask for the document and never read a byte, while one colleague writes. */
async function stalled() {
  if (job.type !== "stalled") throw new TypeError(job.type);
  const doc = new Y.Doc();
  const author = new WireClient(door, FIRST, rooms[0]!, undefined, { ended });
  // Before the others: they hold the places of large answers for as long as they are borne with.
  await author.synced;
  const sockets = await Promise.all(Array.from({ length: job.connections }, (_, n) => openStalled(FIRST + 1 + n)));
  doc.on("update", (update: Uint8Array) => author.send(encodeUpdate(update)));
  says("on");
  const fields = doc.getMap<string>("fields");
  const written = await steadily(job.writesPerSecond, (n) => fields.set(`k${n % 10}`, `${n} `.padEnd(1_900, "x")));
  for (const socket of sockets) socket.close();
  return { written, closes };
}

async function openStalled(member: number): Promise<Deno.TcpConn> {
  const { hostname, port, pathname } = new URL(`${door.url}/${rooms[0]}`);
  const socket = await Deno.connect({ hostname, port: Number(port) });
  const headers = {
    host: `${hostname}:${port}`,
    upgrade: "websocket",
    connection: "Upgrade",
    "sec-websocket-version": "13",
    "sec-websocket-key": btoa("0123456789abcdef"),
    ...headersOf(door, member),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join("");
  await socket.write(new TextEncoder().encode(`GET ${pathname} HTTP/1.1\r\n${lines}\r\n`));
  await socket.read(new Uint8Array(4096));
  // A masked binary frame of four bytes, the mask all zero: step 1 of who has nothing.
  await socket.write(new Uint8Array([0x82, 0x84, 0, 0, 0, 0, 0, 0, 1, 0]));
  return socket;
}
