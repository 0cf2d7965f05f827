/**
 * Program: all clients of the documents part, in a process of its own. Run with `--no-config` and the peers' import map.
 * In: one JSON argument (`Order`). Prints one JSON line a result.
 */
import type * as Y from "yjs";
import { cpuSeconds, familyCpuSeconds, memoryOf } from "../machine.ts";
import { percentile } from "../numbers.ts";
import { type Line, numbersOf, Writer } from "./writer.ts";
import { openLine, type Target } from "./lines.ts";

export type Order = {
  target: Target;
  rooms: string[];
  clientsPerRoom: number;
  /** CPU time is read of these; of the database's first process with all it started, since they come and go. */
  serverPid: number;
  databasePid: number | undefined;
  job:
    | { type: "load"; writesPerSecond: number[]; warmUpSeconds: number; seconds: number }
    /** Writes until the line breaks, then says what was acknowledged and what was seen. */
    | { type: "crash"; writesPerSecond: number }
    /** A fresh reader of each room: what is there. */
    | { type: "read" }
    /** One idle connection to each room but the first; then all these to the first. */
    | { type: "memory"; connections: number }
    /** Readers with nothing, one after the other, then all at once; one writes the document first where `fill` says. */
    | { type: "join"; fill: number; readers: number };
};

/** Kilobytes of the server's resident memory. */
export type MemoryResult = { perConnection: number; perDocument: number };
export type JoinResult = { one: number; all: number; serverCpuEach: number };

export type LoadResult = {
  writesPerSecond: number;
  written: number;
  wanted: number;
  delivered: number;
  /** Of these, what had arrived when the window ended: this against the CPU time of the window. */
  inTime: number;
  seconds: number;
  serverCpu: number;
  databaseCpu: number;
  clientsCpu: number;
  p50: number;
  p99: number;
};
/** By room and author: the numbers. `acknowledged` counts frames of the server's word, `seen` what a colleague got. */
export type CrashResult = {
  room: string;
  author: number;
  written: number;
  acknowledged: number | null;
  seen: number[];
}[];
export type ReadResult = { room: string; author: number; numbers: number[] }[];

const order: Order = JSON.parse(Deno.args[0]!);
const TICK_MS = 4;
const now = () => performance.timeOrigin + performance.now();
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
/** What was written before `from` does not count. */
let window = { from: Infinity, latencies: [] as number[] };
const seen = new Map<number, Set<number>>();

if (order.job.type === "read") await read();
else if (order.job.type === "memory") await memory(order.job.connections);
else if (order.job.type === "join") await joins(order.job.fill, order.job.readers);
else {
  const writers = await join();
  if (order.job.type === "load") await load(writers, order.job);
  else await crash(writers, order.job.writesPerSecond);
}
Deno.exit(0);

async function join(): Promise<{ room: string; writer: Writer }[]> {
  const made: { room: string; writer: Writer }[] = [];
  for (const room of order.rooms) {
    for (let at = 0; at < order.clientsPerRoom; at++) {
      const writer = new Writer((author, number, writtenAt) => {
        if (order.job.type === "crash") remember(author, number);
        else count(writtenAt);
      });
      writer.line = await openLine(order.target, room, writer.doc);
      made.push({ room, writer });
    }
  }
  await within(Promise.all(made.map(({ writer }) => writer.line!.synced)), "every client to be synced");
  made.forEach(({ writer }) => writer.begin());
  await pause(500);
  if (order.job.type === "load") {
    made.forEach(({ writer }, i) => i % order.clientsPerRoom > 0 && writer.listenOnly(count));
  }
  return made;
}

function count(writtenAt: number): void {
  if (writtenAt >= window.from) window.latencies.push(now() - writtenAt);
}

function remember(author: number, number: number): void {
  const numbers = seen.get(author) ?? new Set();
  seen.set(author, numbers.add(number));
}

async function load(
  writers: { writer: Writer }[],
  job: { writesPerSecond: number[]; warmUpSeconds: number; seconds: number },
): Promise<void> {
  for (const rate of job.writesPerSecond) {
    window = { from: Infinity, latencies: [] };
    await write(writers, rate, job.warmUpSeconds);
    const { serverPid, databasePid } = order;
    const cpu = () => [cpuSeconds(serverPid), databasePid ? familyCpuSeconds(databasePid) : 0, cpuSeconds(Deno.pid)];
    const before = cpu();
    const begun = now();
    window = { from: begun, latencies: [] };
    const written = await write(writers, rate, job.seconds);
    const inTime = window.latencies.length;
    const after = cpu();
    const seconds = (now() - begun) / 1000;
    const wanted = written * (order.clientsPerRoom - 1);
    for (const end = now() + 5_000; window.latencies.length < wanted && now() < end;) await pause(50);
    const result: LoadResult = {
      writesPerSecond: rate,
      written,
      wanted,
      delivered: window.latencies.length,
      inTime,
      seconds,
      serverCpu: after[0]! - before[0]!,
      databaseCpu: after[1]! - before[1]!,
      clientsCpu: after[2]! - before[2]!,
      p50: percentile(window.latencies, 0.5),
      p99: percentile(window.latencies, 0.99),
    };
    console.log(JSON.stringify(result));
  }
}

/** Everybody in turn, evenly over time; a late tick catches up. Out: how many were written. */
async function write(writers: { writer: Writer }[], perSecond: number, seconds: number): Promise<number> {
  const begun = performance.now();
  let written = 0;
  let last = 0;
  for (let passed = 0; passed < seconds; passed = (performance.now() - begun) / 1000) {
    // The stride spreads neighbours in time over different rooms.
    for (const due = Math.floor(passed * perSecond); written < due; written++) {
      writers[(written * (order.clientsPerRoom + 1)) % writers.length]!.writer.write(
        last = Math.max(now(), last + 0.001),
      );
    }
    await pause(TICK_MS);
  }
  return written;
}

async function crash(writers: { room: string; writer: Writer }[], perSecond: number): Promise<void> {
  console.log(JSON.stringify("writing"));
  let down = false;
  // Killed: nobody accepts connections there any more.
  const watch = (async () => {
    const { hostname, port } = new URL(order.target.url);
    while (!down) {
      const connection = await Deno.connect({ hostname, port: Number(port) }).catch(() => undefined);
      if (!connection) down = true;
      else connection.close();
      await pause(20);
    }
  })();
  while (!down) await write(writers, perSecond, 0.1);
  await watch;
  await pause(200);
  const result: CrashResult = writers.map(({ room, writer }) => ({
    room,
    author: writer.doc.clientID,
    written: writer.written,
    acknowledged: acknowledgedOf(writer.line!),
    seen: [...seen.get(writer.doc.clientID) ?? []],
  }));
  writers.forEach(({ writer }) => writer.close());
  console.log(JSON.stringify(result));
}

/** Of a writer's numbers: our count holds the answer to the greeting and the paragraph besides, theirs the paragraph. */
function acknowledgedOf(line: Line): number | null {
  const count = line.acknowledged();
  if (order.target.kind === "y-websocket" || count === undefined) return null;
  return Math.max(0, count - (order.target.kind === "mutirao" ? 2 : 1));
}

async function read(): Promise<void> {
  const result: ReadResult = [];
  for (const room of order.rooms) {
    const reader = await open(room);
    for (const [author, numbers] of numbersOf(reader.doc)) result.push({ room, author, numbers: [...numbers] });
    reader.close();
  }
  console.log(JSON.stringify(result));
}

async function open(room: string): Promise<Writer> {
  const writer = new Writer(() => {});
  writer.line = await openLine(order.target, room, writer.doc as Y.Doc);
  await within(writer.line.synced, `room ${room}`);
  return writer;
}

async function memory(connections: number): Promise<void> {
  const [first, ...others] = order.rooms;
  const resident = async () => {
    await pause(3_000);
    return memoryOf([order.serverPid]).rss * 1024;
  };
  // The first ones pay for what is made once.
  const idle = await Promise.all(Array.from({ length: 20 }, () => open(first!)));
  const before = await resident();
  idle.push(...await Promise.all(others.map(open)));
  const opened = await resident();
  idle.push(...await Promise.all(Array.from({ length: connections }, () => open(first!))));
  const connected = await resident();
  const result: MemoryResult = {
    perDocument: (opened - before) / others.length,
    perConnection: (connected - opened) / connections,
  };
  console.log(JSON.stringify(result));
}

async function joins(fill: number, readers: number): Promise<void> {
  const room = order.rooms[0]!;
  const keeper = await open(room);
  if (fill > 0) {
    const { applyUpdate } = await import("yjs");
    const { largeUpdate } = await import("./large.ts");
    applyUpdate(keeper.doc, largeUpdate(fill));
    await pause(3_000);
  }
  const timed = async (work: () => Promise<unknown>) => {
    const begun = now();
    await work();
    return now() - begun;
  };
  const cpu = cpuSeconds(order.serverPid);
  const each: number[] = [];
  for (let i = 0; i < readers; i++) each.push(await timed(async () => (await open(room)).close()));
  const all = await timed(() => Promise.all(Array.from({ length: readers }, () => open(room))));
  const serverCpuEach = (cpuSeconds(order.serverPid) - cpu) / readers / 2 * 1000;
  const result: JoinResult = { one: percentile(each, 0.5), all, serverCpuEach };
  console.log(JSON.stringify(result));
}

async function within<T>(promise: Promise<T>, what: string): Promise<T> {
  return await Promise.race([
    promise,
    pause(40_000).then(() => Promise.reject(new Error(`waited 40 s in vain for ${what}`))),
  ]);
}
