import type { BenchConfig } from "../config.ts";
import { show, table } from "../numbers.ts";
import { ourServer, startPeer } from "../peers/servers.ts";
import { seatMembers } from "../members.ts";
import { openProduct } from "../seed.ts";
import { PORTS } from "../config.ts";
import type { TestServer } from "../../support/test_server.ts";
import { crashTable, measureCrash } from "./crash.ts";
import type { LoadResult, Order } from "./clients.ts";
import { runClients } from "./run_clients.ts";
import { measureSize } from "./size.ts";

/** One for every client of the load: nobody types for twenty. */
const MEMBERS = 200;

/** The same load on ours, y-websocket's and Hocuspocus's server, one after the other; then the same kill. */
export async function measureDocuments(database: TestServer, config: BenchConfig): Promise<string> {
  const { rooms, clientsPerRoom, writesPerSecond, warmUpSeconds, seconds, crash, size } = config.documents;
  const large = size.documents + 1 + size.largeBytes.length;
  const tickets = (rooms * writesPerSecond.length + crash.rooms * crash.rounds + large) * 2;
  const product = await openProduct(database, {
    name: "bench_documents",
    port: PORTS.documents,
    tickets,
    messagesPerTicket: 1,
  });
  const folder = await Deno.makeTempDir({ prefix: "mutirao-bench-hocuspocus-" });
  try {
    const [row] = await product.sql<{ pid: number; ids: string[] }[]>`
      select pg_backend_pid() as pid, array(select id from tickets where status <> 'closed' order by id) as ids`;
    const ids = row!.ids;
    const cookies = await seatMembers(product, MEMBERS);
    const databasePid = parentOf(row!.pid);
    const job = { type: "load" as const, warmUpSeconds, seconds };
    const contenders = [ourServer(product, cookies), await startPeer("y-websocket"), await startPeer("hocuspocus")];
    const results: { name: string; result: LoadResult }[] = [];
    let sizes: string;
    try {
      // Load by load, all servers in turn: what else the machine does meanwhile meets them alike.
      for (const [at, rate] of writesPerSecond.entries()) {
        for (const { name, target, pid } of contenders) {
          const order: Order = {
            target,
            rooms: ids.slice(at * rooms, (at + 1) * rooms),
            clientsPerRoom,
            serverPid: pid(),
            databasePid: target.kind === "mutirao" ? databasePid : undefined,
            job: { ...job, writesPerSecond: [rate] },
          };
          for await (const line of runClients(order)) results.push({ name, result: line as LoadResult });
        }
      }
      sizes = await measureSize(product, contenders, ids.slice(rooms * writesPerSecond.length), size);
    } finally {
      for (const contender of contenders) await contender.close();
    }
    const crashRooms = ids.slice(rooms * writesPerSecond.length + large);
    const crashes = [
      await measureCrash(ourServer(product, cookies), crashRooms, crash),
      await measureCrash(await startPeer("y-websocket"), crashRooms, crash),
      await measureCrash(await startPeer("hocuspocus", folder), crashRooms, crash),
    ];
    return [
      `${rooms} rooms × ${clientsPerRoom} stock clients, all writing; counted by the text that arrived at the other ` +
      `clients, one of each room applying it to its document, the others reading it off the frames. Ours checks each update, commits it to PostgreSQL and only then passes it on; the two ` +
      `others were run with documents in memory only.`,
      "",
      table([
        "written/s",
        "server",
        "delivered/s",
        "of those wanted",
        "p50",
        "p99",
        "server CPU",
        "delivered per server CPU s",
        "ours ÷ theirs",
        "PostgreSQL CPU",
        "with PostgreSQL's CPU, ours ÷ theirs",
        "clients' CPU",
      ], loadRows(results)),
      "",
      sizes,
      "",
      crashTable(crashes, crash),
    ].join("\n");
  } finally {
    await Deno.remove(folder, { recursive: true });
    await product.close();
  }
}

function loadRows(results: { name: string; result: LoadResult }[]): string[][] {
  const perCpu = ({ inTime, serverCpu }: LoadResult) => inTime / serverCpu;
  const withDatabase = ({ inTime, serverCpu, databaseCpu }: LoadResult) => inTime / (serverCpu + databaseCpu);
  const wantedRate = ({ result }: (typeof results)[number]) => result.writesPerSecond;
  return results.toSorted((a, b) => wantedRate(a) - wantedRate(b)).map(({ name, result }) => {
    const ours = results.find((one) => one.result.writesPerSecond === result.writesPerSecond)!.result;
    const share = (cpu: number) => show(cpu / result.seconds * 100, "%");
    return [
      show(result.written / result.seconds),
      name,
      show(result.inTime / result.seconds),
      show(result.delivered / result.wanted * 100, "%"),
      show(result.p50, "ms"),
      show(result.p99, "ms"),
      share(result.serverCpu),
      show(perCpu(result)),
      ours === result ? "" : `${show(perCpu(ours) / perCpu(result))} ×`,
      ours === result ? share(result.databaseCpu) : "none",
      ours === result ? show(withDatabase(ours)) : `${show(withDatabase(ours) / perCpu(result))} ×`,
      share(result.clientsCpu),
    ];
  });
}

function parentOf(pid: number): number {
  const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}
