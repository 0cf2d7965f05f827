import { fromFileUrl } from "../../support/waiting.ts";
import type { TestServer } from "../../support/test_server.ts";
import { type BenchConfig, PORTS } from "../config.ts";
import { cpuSeconds, memoryOf } from "../machine.ts";
import { seatMembers } from "../members.ts";
import { show, table } from "../numbers.ts";
import { ourServer } from "../peers/servers.ts";
import { openProduct } from "../seed.ts";
import { Bystanders, type Latency } from "./bystanders.ts";
import type { Disturbance } from "./disturb.ts";
import { largeUpdate } from "./large.ts";
import type { Door } from "./wire_client.ts";

const PROGRAM = fromFileUrl(new URL("./disturb.ts", import.meta.url));
const SAMPLE_MS = 100;
const REST_MS = 4_000;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

type Case = { name: string; rooms: string[]; job: Disturbance["job"] };
type Memory = { before: number; most: number; after: number };
type Result = { name: string; quiet: Latency; disturbed: Latency; memory: Memory; cpu: string; said: string };

/** Pairs of colleagues at work; then, one after the other, everything that could disturb them. */
export async function measureFair(database: TestServer, { fair }: BenchConfig): Promise<string> {
  const product = await openProduct(database, {
    name: "bench_fair",
    port: PORTS.fair,
    tickets: (fair.rooms + fair.pairs + 10) * 2,
    messagesPerTicket: 1,
  });
  try {
    const cookies = await seatMembers(product, fair.members);
    const tickets = await product.sql<{ id: string }[]>`select id from tickets where status <> 'closed' order by id`;
    const ids = tickets.map(({ id }) => id);
    const rooms = ids.splice(0, fair.rooms);
    const pairs = ids.splice(0, fair.pairs);
    const [large, large2, busy, crowded] = ids as [string, string, string, string];
    await product.sql`
      update docs set snapshot = ${largeUpdate(fair.largeBytes)} where id = any(${[large, large2]}::uuid[])`;
    const { target, pid } = ourServer(product, cookies);
    const bystanders = await Bystanders.open(target, pairs);
    const size = `${fair.largeBytes / 1e6} MB`;
    const { storm, stalled } = fair;
    const cases: Case[] = [
      {
        name: `${fair.floodPerSecond}/s from one member, who comes back at once`,
        rooms: [busy],
        job: { type: "flood", framesPerSecond: fair.floodPerSecond },
      },
      {
        name: `${storm.connections} cursors × ${storm.perSecond}/s in one document`,
        rooms: [crowded],
        job: { type: "storm", ...storm },
      },
      {
        name: `${size} joined by ${fair.joins} at once`,
        rooms: [large],
        job: { type: "join", connections: fair.joins },
      },
      {
        name: `${stalled.connections} who ask for ${size} and never read, while it is written in`,
        rooms: [large2],
        job: { type: "stalled", ...stalled },
      },
      {
        name: `${show(fair.idle)} idle connections to ${rooms.length} documents`,
        rooms,
        job: { type: "idle", connections: fair.idle },
      },
    ];
    const measured: Result[] = [];
    await bystanders.measure(forSeconds(fair.seconds));
    for (const one of cases) {
      measured.push(await disturb(one, { door: target, bystanders, pid: pid(), seconds: fair.seconds }));
    }
    return textOf(measured, fair);
  } finally {
    await product.close();
  }
}

type Scene = { door: Door; bystanders: Bystanders; pid: number; seconds: number };

async function disturb({ name, rooms, job }: Case, { door, bystanders, pid, seconds }: Scene): Promise<Result> {
  const quiet = await bystanders.measure(forSeconds(seconds));
  const memory: Memory = { before: memoryOf([pid]).rss, most: 0, after: 0 };
  const sampling = setInterval(() => memory.most = Math.max(memory.most, memoryOf([pid]).rss), SAMPLE_MS);
  const { url, origin, cookies } = door;
  const disturbance = start({ door: { url, origin, cookies }, rooms, job });
  try {
    await disturbance.isOn;
    const [cpu, begun] = [cpuSeconds(pid), performance.now()];
    const enough = forSeconds(seconds);
    let isIn = job.type !== "join";
    void disturbance.said.then(() => isIn = true, () => isIn = true);
    const disturbed = await bystanders.measure(() => job.type === "join" ? !isIn : enough());
    const share = (cpuSeconds(pid) - cpu) / (performance.now() - begun) * 100_000;
    disturbance.end();
    const said = JSON.stringify(await disturbance.said);
    await pause(REST_MS);
    clearInterval(sampling);
    memory.after = memoryOf([pid]).rss;
    const result = { name, quiet, disturbed, memory, cpu: show(share, "%"), said };
    console.log(JSON.stringify(result));
    return result;
  } finally {
    clearInterval(sampling);
    disturbance.end();
  }
}

const forSeconds = (seconds: number) => {
  let end = Infinity;
  return () => {
    if (end === Infinity) end = performance.now() + seconds * 1000;
    return performance.now() < end;
  };
};

function start(disturbance: Disturbance) {
  // What they compute would be another machine's: it must not take the processors from those who are measured.
  const child = new Deno.Command("nice", {
    args: ["-n", "15", Deno.execPath(), "run", "--no-check", "-A", PROGRAM, JSON.stringify(disturbance)],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const failure = new Response(child.stderr).text();
  const on = Promise.withResolvers<void>();
  let isEnded = false;
  const said = (async () => {
    const lines = (await readAll(child.stdout, on.resolve)).trim().split("\n");
    if (!(await child.status).success) {
      throw new Error(`${disturbance.job.type} failed:\n${(await failure).slice(-2000)}`);
    }
    return JSON.parse(lines.at(-1)!) as Record<string, unknown>;
  })();
  said.catch(on.reject);
  return {
    isOn: on.promise,
    said,
    end() {
      if (isEnded) return;
      isEnded = true;
      void child.stdin.close().catch(() => {});
    },
  };
}

async function readAll(stream: ReadableStream<Uint8Array<ArrayBuffer>>, onFirst: () => void): Promise<string> {
  let text = "";
  for await (const piece of stream.pipeThrough(new TextDecoderStream())) {
    text += piece;
    if (text.includes("\n")) onFirst();
  }
  return text;
}

function textOf(results: Result[], fair: BenchConfig["fair"]): string {
  const rows = results.map(({ name, quiet, disturbed, memory, cpu }) => [
    name,
    `${show(quiet.p50, "ms")} / ${show(quiet.p99, "ms")}`,
    `${show(disturbed.p50, "ms")} / ${show(disturbed.p99, "ms")}`,
    `${show(disturbed.p50 / quiet.p50)} × / ${show(disturbed.p99 / quiet.p99)} ×`,
    `${disturbed.arrived} of ${disturbed.written}`,
    `${show(memory.before)} · ${show(memory.most)} · ${show(memory.after)}`,
    cpu,
  ]);
  const head = ["meanwhile", "quiet, p50 / p99", "disturbed", "ratio", "arrived", "RSS, MB: before · most · after"];
  return [
    `${fair.pairs} pairs of colleagues in documents of their own, 50 pieces of text a second in all, from the key to the ` +
    `colleague's copy; ${fair.seconds} s quiet and as long disturbed (joins: until the last is in), all in one run. The memory after is that of ` +
    `4 s later.`,
    "",
    table([...head, "server CPU"], rows),
    "",
    "What those who disturbed say:",
    "",
    ...results.map(({ name, said }) => `- ${name}: \`${said}\``),
  ].join("\n");
}
