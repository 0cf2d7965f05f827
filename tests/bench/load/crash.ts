import type { BenchConfig } from "../config.ts";
import { show, table } from "../numbers.ts";
import type { Contender } from "../peers/servers.ts";
import type { CrashResult, Order, ReadResult } from "./clients.ts";
import { runClients } from "./run_clients.ts";

type Crash = BenchConfig["documents"]["crash"];
export type CrashCount = {
  name: string;
  kind: Contender["target"]["kind"];
  acknowledged: number;
  lost: number;
  seen: number;
  seenAndLost: number;
};

/**
 * Kills the server with SIGKILL in the middle of writing, throws all clients away, starts it again and lets a fresh
 * client read. Lost = the server had said it is saved (or a colleague had it on the screen), and it is not there.
 */
export async function measureCrash(contender: Contender, tickets: string[], crash: Crash): Promise<CrashCount> {
  const total = {
    name: contender.name,
    kind: contender.target.kind,
    acknowledged: 0,
    lost: 0,
    seen: 0,
    seenAndLost: 0,
  };
  try {
    for (let round = 0; round < crash.rounds; round++) {
      const rooms = tickets.slice(round * crash.rooms, (round + 1) * crash.rooms);
      const order: Omit<Order, "job"> = {
        target: contender.target,
        rooms,
        clientsPerRoom: crash.clientsPerRoom,
        serverPid: contender.pid(),
        databasePid: undefined,
      };
      const written = await writeAndKill(contender, order, crash, round);
      await contender.restart();
      const there = await readBack(order);
      for (const { room, author, acknowledged, seen } of written) {
        const kept = new Set(there.find((one) => one.room === room && one.author === author)?.numbers ?? []);
        const saved = Array.from({ length: acknowledged ?? 0 }, (_, at) => at + 1);
        total.acknowledged += saved.length;
        total.lost += saved.filter((number) => !kept.has(number)).length;
        total.seen += seen.length;
        total.seenAndLost += seen.filter((number) => !kept.has(number)).length;
      }
    }
    return total;
  } finally {
    await contender.close();
  }
}

async function writeAndKill(
  contender: Contender,
  order: Omit<Order, "job">,
  crash: Crash,
  round: number,
): Promise<CrashResult> {
  const clients = runClients({ ...order, job: { type: "crash", writesPerSecond: crash.writesPerSecond } });
  let result: CrashResult = [];
  for await (const line of clients) {
    if (line !== "writing") result = line as CrashResult;
    else {
      // Spread over the interval; the same for every server.
      const share = crash.rounds > 1 ? round / (crash.rounds - 1) : 0.5;
      const seconds = crash.leastSeconds + (crash.mostSeconds - crash.leastSeconds) * share;
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
      await contender.kill();
    }
  }
  return result;
}

async function readBack(order: Omit<Order, "job">): Promise<ReadResult> {
  for await (const line of runClients({ ...order, job: { type: "read" } })) return line as ReadResult;
  throw new Error("the reader said nothing");
}

export function crashTable(counts: CrashCount[], crash: Crash): string {
  const rows = counts.map(({ name, kind, acknowledged, lost, seen, seenAndLost }) => [
    name,
    PERSISTENCE[kind],
    kind === "y-websocket" ? "never says" : show(acknowledged),
    kind === "y-websocket" ? "–" : `${show(lost)} (${show(lost / acknowledged * 100, "%")})`,
    show(seen),
    `${show(seenAndLost)} (${show(seenAndLost / seen * 100, "%")})`,
  ]);
  return [
    `SIGKILL in the middle of ${crash.writesPerSecond} updates/s (${crash.rounds} rounds, ${crash.rooms} rooms × ` +
    `${crash.clientsPerRoom}, ${crash.leastSeconds}–${crash.mostSeconds} s after the start); then a fresh client reads:`,
    "",
    table(["server", "persistence", "acknowledged", "of these lost", "seen by a colleague", "of these lost"], rows),
  ].join("\n");
}

const PERSISTENCE: Record<Contender["target"]["kind"], string> = {
  mutirao: "PostgreSQL, commit before the acknowledgement",
  "y-websocket": "ships none: memory",
  hocuspocus: "its database extension, defaults (2 s, at most 10 s)",
};
